import { html, type TemplateResult } from "lit";

import { N_, t, type Text } from "../messages/words";
import { chaptersIcon, settingsIcon, shareIcon } from "./icons";
import type { Switch } from "./switches";

export type PanelName = "settings" | "chapters" | "share" | "help";

interface Opener {
  panel: PanelName;
  name: Text;
  icon: unknown;
}

const OPENERS: readonly Opener[] = [
  { panel: "chapters", name: N_("Kapitel"), icon: chaptersIcon },
  { panel: "settings", name: N_("Einstellungen"), icon: settingsIcon },
  { panel: "share", name: N_("Weitergeben und herunterladen"), icon: shareIcon },
];

// The tooltips of the base hold the texts of both states, where a screen reader may find the wrong one.
const noTooltip = html`<span slot="tooltip" hidden></span>`;

export interface BarHost {
  panel: PanelName | null;
  toggle(panel: PanelName): void;
}

/** The controls: those of the base, and on the same level the switches that EN 301 549 (7.3) asks for. */
export function bars(switches: readonly Switch[], hasChapters: boolean, host: BarHost): TemplateResult {
  return html`
    <media-control-bar mediacontroller="film" class="time"><media-time-range></media-time-range></media-control-bar>
    <media-control-bar mediacontroller="film" class="buttons">
      <media-play-button title=${t("Abspielen oder anhalten")}>${noTooltip}</media-play-button>
      <media-seek-backward-button seekoffset="10" title=${t("10 Sekunden zurück")}>${noTooltip}</media-seek-backward-button>
      <media-seek-forward-button seekoffset="10" title=${t("10 Sekunden vor")}>${noTooltip}</media-seek-forward-button>
      <media-mute-button title=${t("Ton aus oder an")}>${noTooltip}</media-mute-button>
      <media-volume-range></media-volume-range>
      <media-time-display showduration notoggle></media-time-display>
      <span class="grow"></span>
      ${switches.filter(({ there }) => there).map(switchButton)}
      ${OPENERS.filter(({ panel }) => hasChapters || panel !== "chapters").map((opener) => openButton(opener, host))}
      <media-pip-button title=${t("Bild im Bild")}>${noTooltip}</media-pip-button>
      <media-fullscreen-button title=${t("Vollbild")}>${noTooltip}</media-fullscreen-button>
    </media-control-bar>
  `;
}

function switchButton({ what, short, name, on, toggle }: Switch): TemplateResult {
  return html`<button type="button" class="switch ${what}" role="switch" aria-checked=${on ? "true" : "false"} aria-label=${name} title=${name} @click=${toggle}><span>${short}</span></button>`;
}

function openButton({ panel, name, icon }: Opener, host: BarHost): TemplateResult {
  return html`<button type="button" class="opener ${panel}" aria-expanded=${host.panel === panel ? "true" : "false"} aria-label=${t(name)} title=${t(name)} @click=${() => { host.toggle(panel); }}>${icon}</button>`;
}
