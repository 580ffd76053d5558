import { drop, isKept, keep, NotOffered, OFFLINE_PAGE, packs } from "./packs";

const WORKER = "/offline-worker.js";

/** The switch "Offline verfügbar" of one item. Nothing is stored or registered until somebody asks for it. */
export class OfflinePack extends EventTarget {
  saved = false;
  busy = false;
  /** In German, what became of the last action. */
  told = "";

  constructor(private readonly path: string) {
    super();
    void this.look();
  }

  async save(): Promise<void> {
    await this.act("Wird gespeichert …", async () => {
      await navigator.serviceWorker.register(WORKER);
      await keep(OFFLINE_PAGE);
      await keep(this.path);
      return "Gespeichert: Sie können diesen Inhalt auf diesem Gerät auch ohne Netz öffnen.";
    });
  }

  async remove(): Promise<void> {
    await this.act("Wird entfernt …", async () => {
      await drop(this.path);
      if ((await packs()).length === 0) await leaveNothing();
      return "Entfernt: Dieser Inhalt braucht jetzt wieder ein Netz.";
    });
  }

  private async act(meanwhile: string, action: () => Promise<string>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.tell(meanwhile);
    try {
      this.told = await action();
    } catch (error) {
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

/** With the last item the worker goes too. */
export async function leaveNothing(): Promise<void> {
  await drop(OFFLINE_PAGE);
  const registration = await navigator.serviceWorker.getRegistration("/");
  await registration?.unregister();
}

function reason(error: unknown): string {
  if (error instanceof NotOffered) return "Das lässt sich nicht offline speichern: Der Inhalt ist nicht mehr öffentlich.";
  if (error instanceof DOMException && error.name === "QuotaExceededError") return "Auf diesem Gerät ist dafür nicht genug Platz.";
  return "Das Speichern hat nicht geklappt. Bitte versuchen Sie es mit einer besseren Verbindung noch einmal.";
}
