import { speaks, t } from "../messages/words";
import { offlinePack } from "../offline/offline-pack";
import { neutral } from "../offline/packs";
import { Carry } from "./carry";
import { CarryDialog } from "./carry-dialog";
import { offerClips } from "./clip";
import { Following, type Slide } from "./following";
import { Materials } from "./materials";
import { Panel } from "./panel";
import { Progress } from "./progress";
import { Safety } from "./safety";
import { Ticks } from "./ticks";
import { Timers } from "./timers";

/** Makes a long page of safety, materials and steps one that is followed step by step. */
export class HubSteps extends HTMLElement {
  private connected = false;

  connectedCallback(): void {
    if (this.connected) return;
    this.connected = true;
    const ticks = new Ticks(this);
    const progress = new Progress(this.given("item"), ticks.shape);
    ticks.bind(progress);
    const panelFor = this.scale(progress);
    if (this.querySelector(".step") === null) {
      panelFor(null);
      return;
    }
    offerClips(this);
    panelFor(this.follow(progress, ticks.shape));
  }

  private given(name: string): string {
    return this.getAttribute(name) ?? "";
  }

  /** The item's address in the language of the interface that it is open in. */
  private get path(): string {
    const path = neutral(this.given("path"));
    return neutral(location.pathname) === location.pathname ? path : `/en${path}`;
  }

  /** Amounts follow the state, and the state the field; what the address asks for comes first. */
  private scale(progress: Progress): (panel: Panel | null) => void {
    const section = this.querySelector<HTMLElement>("#material");
    const materials = section && new Materials(section, (groups) => { progress.note({ groups }); });
    if (materials !== null && (materials.asked > 1 || !progress.stored)) progress.note({ groups: materials.asked });
    return (panel) => {
      const show = (): void => {
        materials?.show(progress.state.groups);
        panel?.printFor(progress.state.groups);
      };
      progress.addEventListener("change", show);
      show();
    };
  }

  private follow(progress: Progress, shape: string): Panel {
    const section = this.querySelector<HTMLElement>("#sicherheit");
    const safety = section && new Safety(section, progress);
    const slides = this.slides();
    const pack = this.hasAttribute("published") ? offlinePack(this.path) : null;
    const following = new Following(this, slides, progress, safety, new Timers(this, progress), pack);
    const carry = new Carry(`${this.given("item")} ${shape}`, this.path, progress);
    const dialog = new CarryDialog(this, carry, () => { following.start(progress.state.place); });
    const panel = new Panel(this, progress, pack, {
      start: () => {
        following.start(progress.stored ? progress.state.place : 0);
        if (pack?.removed === false) void pack.save();
      },
      carry: () => void dialog.show(),
      labelOf: (place) => slides[place]?.label ?? "",
    });
    const brought = carry.arrived();
    if (brought === null) following.followAddress();
    else dialog.offer(brought);
    return panel;
  }

  private slides(): Slide[] {
    const steps = [...this.querySelectorAll<HTMLElement>(".step")];
    const named: [HTMLElement | null, string][] = [
      [this.querySelector<HTMLElement>("#sicherheit"), t("Sicherheit zuerst")],
      [this.querySelector<HTMLElement>("#material"), t("Das brauchen Sie")],
      ...steps.map((step, index): [HTMLElement, string] => [step, t("Schritt %(number)s von %(all)s", { number: index + 1, all: steps.length })]),
      [this.end(), t("Geschafft")],
    ];
    return named.flatMap(([element, label]) => (element === null ? [] : [{ element, label }]));
  }

  /** Leads on to what comes after the last step. */
  private end(): HTMLElement {
    const end = document.createElement("section");
    end.className = "following-end";
    end.lang = speaks();
    const heading = document.createElement("h2");
    heading.textContent = t("Geschafft!");
    const text = document.createElement("p");
    const more = document.querySelector("#beobachten, #auswerten, #ergebnis") !== null;
    text.textContent = more
      ? t("Alle Schritte sind getan. Auf der ganzen Seite lesen Sie, wie Sie Ihr Ergebnis auswerten und festhalten.")
      : t("Alle Schritte sind getan.");
    end.append(heading, text);
    this.append(end);
    return end;
  }
}
