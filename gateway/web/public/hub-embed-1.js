// @ts-check
/**
 * <hub-embed kind="video" slug="was-ist-feinstaub"><a href="…">What stands here without scripts</a></hub-embed>
 *
 * Shows an item of the hub that this file comes from: a card first, the frame on a click. No
 * cookie, no storage, nobody else is asked. Attributes: `kind` and `slug`, or `src` (the address
 * of a frame of this hub); `lang` (de, en) and `ratio` (16/9).
 *
 * Released files stay as they are, since pages name their hash: changes go into the next version.
 */

const HUB = new URL(import.meta.url).origin;

const FIELDS = `title language canonicalUrl licence { name url } publisher cover { url alt }`;
const KINDS = {
  video: `video(slug: $slug) { ${FIELDS} playback { posterUrl } }`,
  experiment: `experiment(slug: $slug) { ${FIELDS} }`,
  guide: `guide(slug: $slug) { ${FIELDS} }`,
};
const WORDS = {
  de: { video: ["Video", "Video hier ansehen"], experiment: ["Experiment", "Experiment hier zeigen"], guide: ["Anleitung", "Anleitung hier zeigen"], opens: "auf der Seite des Hubs öffnen", loading: "Wird geladen …", loaded: "Geladen", licence: "Lizenz" },
  en: { video: ["Video", "Watch the video here"], experiment: ["Experiment", "Show the experiment here"], guide: ["Guide", "Show the guide here"], opens: "open on the hub's page", loading: "Loading …", loaded: "Loaded", licence: "Licence" },
};
/** CSS pixels: below, a frame cannot be used; above, something is wrong. */
const SHORTEST = 150;
const TALLEST = 5000;

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
:host { display: block; font: inherit; color-scheme: light dark }
:host([hidden]) { display: none }
.box { border: 1px solid color-mix(in srgb, currentColor 35%, transparent); border-radius: .5rem; overflow: hidden; container-type: inline-size }
.card { display: flex; flex-wrap: wrap; gap: .75rem 1rem; padding: .75rem .75rem 0 }
.card img { flex: 1 1 12rem; width: 100%; max-width: 20rem; aspect-ratio: 16/9; object-fit: cover; border-radius: .25rem }
.text { flex: 1 1 14rem; min-width: 0; overflow-wrap: anywhere }
p { margin: 0 0 .5rem }
.title { font-size: 1.125em; font-weight: bold }
.line { margin: 0; padding: .75rem; font-size: .875em }
a { color: inherit }
button { font: inherit; min-height: 2.75rem; padding: .5rem 1rem; border: 2px solid currentColor; border-radius: .375rem; background: none; color: inherit; cursor: pointer }
button:hover { background: color-mix(in srgb, currentColor 12%, transparent) }
:focus-visible { outline: 3px solid currentColor; outline-offset: 2px }
iframe { display: block; width: 100%; min-height: 150px; border: 0 }
.status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
@media print { button, iframe { display: none } }
`);

/** @typedef {{ title: string, language: string, canonicalUrl: string, publisher: string, licence: { name: string, url: string }, cover: { url: string, alt: string } | null, playback?: { posterUrl: string | null } | null }} Item */
/** @typedef {keyof typeof KINDS} Kind */
/** @typedef {MessageEvent<{ hubEmbed?: { height?: unknown } } | null>} Told */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Partial<HTMLElementTagNameMap[K]>} properties
 * @param {(Node | string)[]} children
 */
function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

class HubEmbed extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  #status = make("p", { className: "status", role: "status" });
  #near = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) void this.#show(); }, { rootMargin: "200px" });
  #leaving = new AbortController();

  connectedCallback() {
    this.#root.adoptedStyleSheets = [STYLE];
    this.#leaving = new AbortController();
    addEventListener("message", (/** @type {Told} */ event) => { this.#fit(event); }, { signal: this.#leaving.signal });
    if (!this.#root.childElementCount) this.#root.append(make("slot", {}));
    if (this.#root.querySelector("slot") && this.#item()) this.#near.observe(this);
  }

  disconnectedCallback() {
    this.#near.disconnect();
    this.#leaving.abort();
  }

  /** @returns {[Kind, string] | null} */
  #item() {
    const src = this.getAttribute("src") ?? `${HUB}/embed/${this.getAttribute("kind") ?? ""}/${this.getAttribute("slug") ?? ""}`;
    const [, kind = "", slug = ""] = (src.startsWith(HUB) && /^\/embed\/([a-z]+)\/([a-z0-9-]+)(?:[?#]|$)/.exec(src.slice(HUB.length))) || [];
    return Object.hasOwn(KINDS, kind) ? [/** @type {Kind} */ (kind), slug] : null;
  }

  get #language() {
    const said = this.lang || this.closest("[lang]")?.getAttribute("lang") || "";
    return said.startsWith("en") ? "en" : "de";
  }

  async #show() {
    this.#near.disconnect();
    const named = this.#item();
    if (!named) return;
    const [kind, slug] = named;
    const item = await this.#ask(kind, slug);
    if (item) this.#card(kind, slug, item);
  }

  /**
   * What stands in the page remains where the hub does not answer, or no longer has the item.
   * @param {Kind} kind
   * @param {string} slug
   * @returns {Promise<Item | null>}
   */
  async #ask(kind, slug) {
    const asked = new URLSearchParams({ query: `query ($slug: String!) { item: ${KINDS[kind]} }`, variables: JSON.stringify({ slug }) });
    try {
      const answer = await fetch(`${HUB}/graphql?${asked}`, { credentials: "omit", headers: { Accept: "application/json" }, signal: this.#leaving.signal });
      return await answer.json().then((/** @type {{ data?: { item: Item | null } | null }} */ told) => told.data?.item ?? null);
    } catch {
      return null;
    }
  }

  /**
   * @param {Kind} kind
   * @param {string} slug
   * @param {Item} item
   */
  #card(kind, slug, item) {
    const words = WORDS[this.#language];
    const [label = "", action = ""] = words[kind];
    const link = make("a", { href: item.canonicalUrl, lang: item.language, textContent: item.title });
    const button = make("button", { type: "button", textContent: action });
    button.setAttribute("aria-label", `${action}: ${item.title}`);
    const text = make("div", { className: "text" }, make("p", {}, label), make("p", { className: "title" }, link), button);
    const picture = item.playback?.posterUrl ?? item.cover?.url;
    const card = make("div", { className: "card" }, text);
    if (picture) card.prepend(make("img", { src: new URL(picture, HUB).href, alt: item.playback?.posterUrl ? "" : (item.cover?.alt ?? ""), loading: "lazy" }));
    const licence = make("a", { href: item.licence.url, rel: "license", textContent: item.licence.name });
    const line = make("p", { className: "line" }, `${item.publisher} · ${words.licence}: `, licence, " · ", make("a", { href: item.canonicalUrl, textContent: words.opens }));
    const box = make("div", { className: "box", lang: this.#language, role: "group", ariaLabel: `${label}: ${item.title}` }, card, line, this.#status);
    button.addEventListener("click", () => { this.#frame(kind, slug, card, `${label}: ${item.title}`); });
    const focused = this.contains(document.activeElement);
    this.#root.replaceChildren(box);
    if (focused) link.focus();
  }

  /**
   * @param {Kind} kind
   * @param {string} slug
   * @param {HTMLElement} card
   * @param {string} title
   */
  #frame(kind, slug, card, title) {
    const language = this.#language;
    const frame = make("iframe", { src: `${HUB}/embed/${kind}/${slug}?lang=${language}`, title, allow: "fullscreen; picture-in-picture", referrerPolicy: "strict-origin" });
    const ratio = this.getAttribute("ratio") ?? "";
    frame.style.aspectRatio = /^\d{1,4} ?\/ ?\d{1,4}$/.test(ratio) ? ratio : "16/9";
    this.#status.textContent = WORDS[language].loading;
    frame.addEventListener("load", () => {
      this.#status.textContent = `${WORDS[language].loaded}: ${title}`;
      frame.contentWindow?.postMessage({ hubEmbed: "size?" }, HUB);
    });
    card.replaceWith(frame);
    frame.focus();
  }

  /**
   * As high as its content, once the frame tells.
   * @param {Told} event
   */
  #fit(event) {
    const frame = this.#root.querySelector("iframe");
    if (event.origin !== HUB || !frame || event.source !== frame.contentWindow) return;
    const height = Number(event.data?.hubEmbed?.height);
    if (!(height > 0)) return;
    frame.style.aspectRatio = "auto";
    frame.style.height = `${String(Math.min(Math.max(Math.ceil(height), SHORTEST), TALLEST))}px`;
  }
}

if (!customElements.get("hub-embed")) customElements.define("hub-embed", HubEmbed);
