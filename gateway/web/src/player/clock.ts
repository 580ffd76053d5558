/** "83" seconds as "1:23", "3723" as "1:02:03". */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, padded(whole % 60)];
  return hours > 0 ? `${hours.toString()}:${padded(minutes)}:${rest}` : `${minutes.toString()}:${rest}`;
}

function padded(number: number): string {
  return number.toString().padStart(2, "0");
}

/** The seconds of an address that ends in `#t=83`; null where it names no moment. */
export function momentOf(hash: string): number | null {
  const match = /^#t=(\d+(?:\.\d+)?)$/.exec(hash);
  return match === null ? null : Number(match[1]);
}

/** The address of a page that opens at that second. */
export function linkTo(page: string, seconds: number): string {
  return `${page.replace(/#.*$/, "")}#t=${Math.floor(seconds).toString()}`;
}
