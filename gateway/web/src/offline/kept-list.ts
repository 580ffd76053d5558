import { html, render } from "lit";

import { leaveNothing } from "./offline-pack";
import { drop, kept, packs } from "./packs";

interface Item {
  path: string;
  title: string;
}

/** Lists what is kept on this device; each can be removed. */
export class KeptList extends HTMLElement {
  connectedCallback(): void {
    void this.draw();
  }

  private async draw(): Promise<void> {
    const items = "caches" in window ? await Promise.all((await packs()).reverse().map(titled)) : [];
    render(items.length === 0 ? html`<p>Auf diesem Gerät ist noch nichts gespeichert.</p>` : html`
      <ul class="kept">${items.map(({ path, title }) => html`<li>
        <a href=${path}>${title}</a>
        <button type="button" class="button button--quiet" @click=${() => void this.drop(path)}>Entfernen<span class="hidden"> ${title}</span></button>
      </li>`)}</ul>`, this);
  }

  private async drop(path: string): Promise<void> {
    await drop(path);
    if ((await packs()).length === 0) await leaveNothing();
    await this.draw();
    (this.querySelector<HTMLElement>("a") ?? document.querySelector<HTMLElement>("main"))?.focus();
  }
}

async function titled({ path }: { path: string }): Promise<Item> {
  const page = await kept(path);
  const title = page && new DOMParser().parseFromString(await page.text(), "text/html").querySelector("h1")?.textContent;
  return { path, title: title ?? path };
}
