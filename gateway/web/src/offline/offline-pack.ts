import { t, to } from "../messages/words";
import { drop, isKept, keep, NotOffered, OFFLINE_PAGE, packs } from "./packs";
import { isRemoved, noteRemoved } from "./removed";

const WORKER = "/offline-worker.js";

/** The switch "Offline verfügbar" of one item. Nothing is stored or registered until somebody asks for it. */
export class OfflinePack extends EventTarget {
  saved = false;
  busy = false;
  /** Whether the last action that came to an end has failed. */
  failed = false;
  /** In words, what became of the last action. */
  told = "";

  constructor(private readonly path: string) {
    super();
    void this.look();
  }

  /** Whether somebody has removed it here and not asked for it since. */
  get removed(): boolean {
    return isRemoved(this.path);
  }

  async save(): Promise<void> {
    await this.act(t("Wird gespeichert …"), async () => {
      noteRemoved(this.path, false);
      await navigator.serviceWorker.register(WORKER);
      await keep(to(OFFLINE_PAGE));
      await keep(this.path);
      return t("Gespeichert: Sie können diesen Inhalt auf diesem Gerät auch ohne Netz öffnen.");
    });
  }

  async remove(): Promise<void> {
    await this.act(t("Wird entfernt …"), async () => {
      await remove(this.path);
      return t("Entfernt: Dieser Inhalt braucht jetzt wieder ein Netz.");
    });
  }

  private async act(meanwhile: string, action: () => Promise<string>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.tell(meanwhile);
    try {
      this.told = await action();
      this.failed = false;
    } catch (error) {
      this.failed = true;
      this.told = reason(error);
    }
    this.busy = false;
    await this.look();
  }

  private async look(): Promise<void> {
    this.saved = await isKept(this.path);
    this.dispatchEvent(new Event("change"));
  }

  private tell(text: string): void {
    this.told = text;
    this.dispatchEvent(new Event("change"));
  }
}

/** None where the browser cannot do it: without HTTPS, in some private windows. */
export function offlinePack(path: string): OfflinePack | null {
  return "serviceWorker" in navigator && "caches" in window ? new OfflinePack(path) : null;
}

/** Removes an item, for good until somebody asks for it again; with the last one the worker goes too. */
export async function remove(path: string): Promise<void> {
  await drop(path);
  noteRemoved(path, true);
  if ((await packs()).length === 0) await leaveNothing();
}

async function leaveNothing(): Promise<void> {
  await drop(OFFLINE_PAGE);
  const registration = await navigator.serviceWorker.getRegistration("/");
  await registration?.unregister();
}

function reason(error: unknown): string {
  if (error instanceof NotOffered) return t("Das lässt sich nicht offline speichern: Der Inhalt ist nicht mehr öffentlich.");
  if (error instanceof DOMException && error.name === "QuotaExceededError") return t("Auf diesem Gerät ist dafür nicht genug Platz.");
  return t("Das Speichern hat nicht geklappt. Bitte versuchen Sie es mit einer besseren Verbindung noch einmal.");
}
