import { html, nothing } from "lit";

import { t } from "../messages/words";
import type { OfflinePack } from "../offline/offline-pack";

/** Tells whoever follows that the item was not saved; they may rely on it where there is no network. */
export function unsaved(pack: OfflinePack | null, onSaved: () => void): unknown {
  if (pack?.failed !== true) return nothing;
  const again = async (): Promise<void> => {
    await pack.save();
    if (!pack.failed) onSaved();
  };
  return html`<p class="following-top__told">${pack.told}
    <button type="button" class="button button--quiet" aria-disabled=${pack.busy} @click=${() => void again()}>${t("Noch einmal versuchen")}</button></p>`;
}
