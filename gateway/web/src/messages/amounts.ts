import { locale, ofMany, t, type Text } from "./words";

/** Numbers and times as the server writes them, see `gateway/pages/formats.py`. */
const SPACE = "\u00a0";

export function number(amount: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 3 }).format(amount);
}

export function quantity(amount: number, unit: string): string {
  return number(amount) + SPACE + (unit === "" ? t("Stück") : unit);
}

/** `12,50 €`, `12 €`; in English `€12.50`. */
export function euro(amount: number): string {
  const rounded = Math.round(amount * 100) / 100;
  const digits = Number.isInteger(rounded) ? 0 : 2;
  const format = { style: "currency", currency: "EUR", minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(locale(), format).format(rounded);
}

export function count(amount: number, one: Text, many: string): string {
  return number(amount) + SPACE + ofMany(amount, one, many);
}

export function people(fewest: number, most: number): string {
  const all = count(most, "Person", "Personen");
  return fewest === most ? all : t("%(least)s bis %(people)s", { least: number(fewest), people: all });
}

/** `4:05`, `1:04:05`; over a day the moment of the end, which says more than a running number. */
export function remaining(milliseconds: number, end: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds > 86_400) return t("bis %(moment)s Uhr", { moment: moment(end) });
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? [String(hours), ...parts].join(":") : parts.join(":").replace(/^0/, "");
}

function moment(end: number): string {
  const format = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(locale(), format).format(end);
}
