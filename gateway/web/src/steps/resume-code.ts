import { fromBase32, toBase32 } from "./base32";

/** What is carried to another device. Whether the safety notes were read is not: someone else may hold it. */
export interface Carried {
  groups: number;
  place: number;
  ticks: boolean[];
}

export type Read = { carried: Carried } | { problem: "unreadable" | "other" };

const VERSION = 1;
const HEAD = 5;
const LONGEST = 800;

/**
 * A code for one state of one item: version, checksum (CRC-16/CCITT over `about` and the rest),
 * groups, place, then the ticks as bits, without the zeros at the end; Crockford's base 32 in fives.
 *
 * `about` names the item, its steps and what there is to tick, so that a code fits nothing else.
 */
export function writeCode(about: string, carried: Carried): string {
  const body = [carried.groups, carried.place, ...packed(carried.ticks)];
  const sum = checksum(about, body);
  const text = toBase32(Uint8Array.from([VERSION, sum >>> 8, sum & 255, ...body]));
  return (text.match(/.{1,5}/g) ?? []).join("-");
}

/** Reads a code as somebody typed it. */
export function readCode(about: string, text: string): Read {
  const bytes = text.length > LONGEST ? null : fromBase32(text);
  if (bytes === null || bytes.length < HEAD || bytes[0] !== VERSION) return { problem: "unreadable" };
  const [, high = 0, low = 0, ...body] = bytes;
  if (checksum(about, body) !== ((high << 8) | low)) return { problem: "other" };
  const [groups = 1, place = 0, ...bits] = body;
  return { carried: { groups, place, ticks: unpacked(bits) } };
}

function packed(ticks: boolean[]): number[] {
  const bytes: number[] = [];
  ticks.slice(0, ticks.lastIndexOf(true) + 1).forEach((tick, index) => {
    const at = index >>> 3;
    bytes[at] = (bytes[at] ?? 0) | (tick ? 128 >>> (index & 7) : 0);
  });
  return bytes;
}

function unpacked(bytes: number[]): boolean[] {
  return bytes.flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte & (128 >>> bit)) !== 0));
}

function checksum(about: string, body: number[]): number {
  let sum = 0xffff;
  for (const byte of [...new TextEncoder().encode(about), ...body]) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = ((sum & 0x8000) === 0 ? sum << 1 : (sum << 1) ^ 0x1021) & 0xffff;
  }
  return sum;
}
