/** Numbers and times as the server writes them, see `gateway/pages/german.py`. */
const SPACE = "\u00a0";
const PLAIN = new Intl.NumberFormat("de-DE", { maximumFractionDigits: 3 });
const WHOLE_EURO = new Intl.NumberFormat("de-DE", { maximumFractionDigits: 0 });
const CENTS = new Intl.NumberFormat("de-DE", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const MOMENT = new Intl.DateTimeFormat("de-DE", { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

export function quantity(amount: number, unit: string): string {
  return PLAIN.format(amount) + SPACE + (unit === "" ? "Stück" : unit);
}

export function euro(amount: number): string {
  const rounded = Math.round(amount * 100) / 100;
  return (Number.isInteger(rounded) ? WHOLE_EURO : CENTS).format(rounded) + SPACE + "€";
}

export function count(amount: number, one: string, many: string): string {
  return PLAIN.format(amount) + SPACE + (amount === 1 ? one : many);
}

export function people(fewest: number, most: number): string {
  if (fewest === most) return count(most, "Person", "Personen");
  return `${PLAIN.format(fewest)} bis ${count(most, "Person", "Personen")}`;
}

/** `4:05`, `1:04:05`; over a day the moment of the end, which says more than a running number. */
export function remaining(milliseconds: number, end: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds > 86_400) return `bis ${MOMENT.format(end)} Uhr`;
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? [String(hours), ...parts].join(":") : parts.join(":").replace(/^0/, "");
}
