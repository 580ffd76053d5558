/** How far somebody has come; `understood` names the safety notes that were acknowledged, `timers` when each ends. */
export interface State {
  groups: number;
  place: number;
  ticks: boolean[];
  understood: string;
  timers: Record<string, number>;
}

const NOTHING: State = { groups: 1, place: 0, ticks: [], understood: "", timers: {} };

/** Keeps the state on this device, from the first thing on that somebody ticks or starts. */
export class Progress extends EventTarget {
  state: State;
  stored = false;
  /** Whether something was kept for an earlier version of the item, with other things to tick. */
  outdated = false;
  private readonly key: string;

  constructor(item: string, private readonly shape: string) {
    super();
    this.key = `hub-steps:${item}`;
    this.state = this.read() ?? { ...NOTHING };
    // Another tab with the same item: its last word counts here too, or a write would undo it.
    window.addEventListener("storage", (event) => { if (event.key === this.key || event.key === null) this.takeOver(); });
  }

  /** Changes what is shown; written down only where something is kept already. */
  note(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    if (this.stored) this.write();
    this.dispatchEvent(new Event("change"));
  }

  /** Changes what somebody wants to find again. */
  keep(change: Partial<State>): void {
    this.stored = true;
    this.note(change);
  }

  forget(): void {
    this.stored = false;
    this.state = { ...NOTHING, groups: this.state.groups, place: this.state.place };
    try {
      localStorage.removeItem(this.key);
    } catch { /* A browser that keeps nothing has nothing to remove. */ }
    this.dispatchEvent(new Event("change"));
  }

  private takeOver(): void {
    this.stored = false;
    this.state = this.read() ?? { ...NOTHING, groups: this.state.groups, place: this.state.place };
    this.dispatchEvent(new Event("change"));
  }

  private read(): State | null {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.key) ?? "null");
      if (!isKept(kept)) return null;
      this.outdated = kept.shape !== this.shape;
      this.stored = !this.outdated;
      return this.outdated ? null : kept.state;
    } catch {
      return null;
    }
  }

  private write(): void {
    try {
      localStorage.setItem(this.key, JSON.stringify({ shape: this.shape, state: this.state }));
    } catch { /* Full or forbidden: everything works, but for this visit only. */ }
  }
}

function isKept(value: unknown): value is { shape: string; state: State } {
  if (typeof value !== "object" || value === null || !("shape" in value) || !("state" in value)) return false;
  const state = value.state;
  if (typeof state !== "object" || state === null) return false;
  const { groups, place, ticks, understood, timers } = state as Record<string, unknown>;
  return Number.isInteger(groups) && Number.isInteger(place) && Array.isArray(ticks)
    && typeof understood === "string" && typeof timers === "object" && timers !== null;
}
