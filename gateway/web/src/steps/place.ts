/** The place in the address, `#jetzt=3`: kept over a reload without storing anything. */
const PLACE = /^#jetzt=(\d{1,3})$/;

export function placeInAddress(): number | null {
  const found = PLACE.exec(location.hash)?.[1];
  return found === undefined ? null : Number(found);
}

export function addressOf(place: number): string {
  return `#jetzt=${String(place)}`;
}
