import { html, render } from "lit";

import { t } from "../messages/words";
import { remove } from "./offline-pack";
import { kept, packs } from "./packs";

interface Item {
  path: string;
  title: string;
  language: string;
}

/** Lists what is kept on this device; each can be removed. */
export class KeptList extends HTMLElement {
  connectedCallback(): void {
    void this.draw();
  }

  private async draw(): Promise<void> {
    const items = "caches" in window ? await Promise.all((await packs()).reverse().map(titled)) : [];
    render(items.length === 0 ? html`<p>${t("Auf diesem Gerät ist noch nichts gespeichert.")}</p>` : html`
      <ul class="kept">${items.map(({ path, title, language }) => html`<li>
        <a href=${path} lang=${language} dir="auto">${title}</a>
        <button type="button" class="button button--quiet" @click=${() => void this.drop(path)}>${t("Entfernen")}<span class="hidden" lang=${language}> ${title}</span></button>
      </li>`)}</ul>`, this);
  }

  private async drop(path: string): Promise<void> {
    await remove(path);
    await this.draw();
    (this.querySelector<HTMLElement>("a") ?? document.querySelector<HTMLElement>("main"))?.focus();
  }
}

async function titled({ path }: { path: string }): Promise<Item> {
  const page = await kept(path);
  const read = page && new DOMParser().parseFromString(await page.text(), "text/html");
  return { path, title: read?.querySelector("h1")?.textContent ?? path, language: read?.documentElement.lang ?? "" };
}
