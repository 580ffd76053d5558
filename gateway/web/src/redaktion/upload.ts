import { Unreachable } from "./graphql";
import { inParallel, patiently, PAUSES, rest } from "./patience";
import { put } from "./put";
import { type Sent, Transfer } from "./transfer";
import { begin, complete, type Part, parts, type Target } from "./upload-calls";

const AT_ONCE = 2;
const PAGE = 20;
/** What the store answers to an address that is too old, and to an upload that it does not know any more. */
const OUTDATED = new Set([400, 401, 403, 404]);

/** The file was moved, changed or deleted since it was chosen. */
export class FileGone extends Error {}

/** One file on its way to one video: in parts, straight to the object store, where it was broken off. */
export class Upload {
  private readonly transfer: Transfer;
  private readonly failing = new AbortController();
  private readonly ends: AbortSignal;

  constructor(
    private readonly target: Target,
    private readonly file: File,
    signal: AbortSignal,
    private readonly tell: (sent: Sent) => void,
  ) {
    this.transfer = new Transfer(file.size);
    this.ends = AbortSignal.any([signal, this.failing.signal]);
  }

  /** Finds out what is missing, or why the file is not wanted, before a byte of it is sent. */
  async begin(): Promise<void> {
    await this.patiently(() => begin(this.target, this.file, this.ends));
  }

  /** Sends what is missing and hands the file over for processing. A failure stops the parts that are on their way. */
  async send(): Promise<void> {
    try {
      await this.sendParts();
    } catch (error) {
      this.failing.abort();
      throw error;
    }
    await this.patiently(() => complete(this.target, this.ends));
  }

  /** Does what may be repeated, and tells where it has to wait for the connection. */
  async patiently<T>(work: () => Promise<T>): Promise<T> {
    const result = await patiently(work, this.ends, () => { this.wait(true); });
    this.wait(false);
    return result;
  }

  private wait(waiting: boolean): void {
    if (waiting === this.transfer.waiting) return;
    this.transfer.waiting = waiting;
    this.count(0);
  }

  /** Page by page, so that no address is older than its page. */
  private async sendParts(): Promise<void> {
    for (let after = 0, total = 1; after < total; after += PAGE) {
      const page = await this.patiently(() => parts(this.target, after, PAGE, this.ends));
      total = page.total;
      await inParallel(page.parts, AT_ONCE, (part) => this.part(part, page.partBytes));
    }
  }

  private async part(part: Part, partBytes: number): Promise<void> {
    const from = (part.number - 1) * partBytes;
    const bytes = this.file.slice(from, from + part.bytes);
    if (part.done) {
      this.transfer.skip(part.bytes);
      this.tell(this.transfer.sent);
      return;
    }
    for (const pause of [...PAUSES, null]) {
      const status = await this.put(part.url, bytes);
      if (status >= 200 && status < 300) return;
      await checkFile(bytes);
      if (pause === null) throw new Unreachable(`HTTP ${status.toString()}`);
      await rest(pause, this.ends);
      if (OUTDATED.has(status)) part = await this.anew(part.number);
    }
  }

  private async put(url: string, bytes: Blob): Promise<number> {
    let sent = 0;
    const status = await put(url, bytes, this.ends, (now) => {
      this.transfer.waiting = false;
      this.count(now - sent);
      sent = now;
    });
    const arrived = status >= 200 && status < 300;
    this.transfer.waiting = status === 0;
    this.count(arrived ? bytes.size - sent : -sent);
    return status;
  }

  private count(bytes: number): void {
    this.transfer.add(bytes);
    this.tell(this.transfer.sent);
  }

  /** The part with a new address; `Refused` where nobody waits for it any more. */
  private async anew(number: number): Promise<Part> {
    const { parts: found } = await this.patiently(() => parts(this.target, number - 1, 1, this.ends));
    const [part] = found;
    if (part === undefined) throw new Unreachable(`no part ${number.toString()}`);
    return part;
  }
}

/** Browsers tell of a file that is gone as of a broken connection. */
async function checkFile(bytes: Blob): Promise<void> {
  try {
    await bytes.slice(0, 1).arrayBuffer();
  } catch {
    throw new FileGone();
  }
}
