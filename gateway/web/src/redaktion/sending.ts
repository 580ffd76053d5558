import { Refused, Unreachable } from "./graphql";
import type { Sent } from "./transfer";
import { FileGone, Upload } from "./upload";
import { drop, type Target } from "./upload-calls";
import { ended, passed, reason, unseen } from "./upload-wording";

/** Nothing on its way; a file is sent; it was halted, and what has arrived stays; what has arrived is thrown away. */
export type State = "idle" | "sending" | "halted" | "dropping";

/** The page that the sending changes: forms go on from the item's new revision, and the file is shown as it is. */
export interface ShownPage {
  takeRevision(): Promise<void>;
  showAnew(): Promise<void>;
}

const DROP_MS = 90_000;
const ABANDONED = "Das Senden ist abgebrochen.";
const LEFT = "Was schon angekommen ist, wird nach einer Woche gelöscht, oder sobald Sie eine andere Datei senden.";

/** One file after the other on its way to the hub, and what is to be told of it. Says `change` after each. */
export class Sending extends EventTarget {
  state: State = "idle";
  file: File | null = null;
  sent: Sent | null = null;
  /** The last event in words, told sparingly: it is read out. */
  told = "";
  /** Why it does not go on; empty where it does. */
  failure = "";
  private stopping = new AbortController();
  private quarters = 0;

  constructor(private readonly target: () => Target, private readonly page: ShownPage) {
    super();
  }

  /** Sends the file, from where it was broken off. */
  async start(file: File): Promise<void> {
    this.file = file;
    this.sent = null;
    this.quarters = 0;
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    this.enter("sending", "Das Senden hat begonnen.");
    const upload = new Upload(this.target(), file, signal, (sent) => { this.count(sent); });
    let wanted = false;
    try {
      await upload.begin();
      wanted = true;
      await upload.patiently(() => this.page.takeRevision());
      await upload.send();
    } catch (error) {
      if (!signal.aborted) this.fail(error, wanted);
      return;
    }
    await this.end(ended(file.name));
  }

  toggle(): void {
    if (this.state === "sending") this.pause();
    else if (this.state === "halted" && this.file !== null) void this.start(this.file);
  }

  pause(): void {
    if (this.state !== "sending") return;
    this.stopping.abort();
    this.enter("halted", "Das Senden ist angehalten. Was schon da ist, bleibt.");
  }

  async cancel(): Promise<void> {
    this.stopping.abort();
    this.enter("dropping", "Das Senden wird abgebrochen …");
    try {
      const dropped = await drop(this.target(), AbortSignal.timeout(DROP_MS));
      await this.end(dropped ? ABANDONED : `${ABANDONED} ${LEFT}`);
    } catch (error) {
      this.enter("halted", "", reason(error));
    }
  }

  private async end(told: string): Promise<void> {
    this.enter("idle", told);
    try {
      await this.page.showAnew();
    } catch {
      this.enter("idle", unseen(told));
    }
  }

  /** Another file has to be chosen, or this one can go on. */
  private fail(error: unknown, wanted: boolean): void {
    const another = error instanceof FileGone || (error instanceof Refused && !wanted);
    this.enter(another ? "idle" : "halted", "", reason(error));
    if (error instanceof Unreachable) window.addEventListener("online", this.goOn, { once: true });
  }

  private readonly goOn = (): void => {
    if (this.state === "halted") this.toggle();
  };

  /** The browser asks in its own words whether to leave. */
  private readonly warn = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
  };

  private count(sent: Sent): void {
    if (this.state !== "sending") return;
    this.sent = sent;
    const quarters = Math.floor((sent.bytes / sent.total) * 4);
    if (quarters > this.quarters && quarters < 4) this.told = passed(quarters);
    this.quarters = Math.max(this.quarters, quarters);
    this.dispatchEvent(new Event("change"));
  }

  private enter(state: State, told: string, failure = ""): void {
    this.state = state;
    this.told = told;
    this.failure = failure;
    window.removeEventListener("online", this.goOn);
    if (state === "sending") window.addEventListener("beforeunload", this.warn);
    else window.removeEventListener("beforeunload", this.warn);
    this.dispatchEvent(new Event("change"));
  }
}
