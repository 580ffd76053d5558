// @ts-check
/** `node build/schema-changes.js RELEASED NEW`: fails where those who use the released schema would. */
import { readFile } from "node:fs/promises";

import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

const UNTIL = /kept until (\d{4}-\d{2}-\d{2})\./;

/** @typedef {{ deprecationReason?: string | null | undefined }} Named */

/** @param {string} path */
async function read(path) {
  return buildSchema(await readFile(path, "utf8"));
}

const [, , before = "", after = ""] = process.argv;
const released = await read(before);
const changes = await diff(released, await read(after));
const breaking = changes.filter((change) => change.criticality.level === CriticalityLevel.Breaking);
const tooEarly = breaking.filter((change) => !isOver(change.path ?? ""));
for (const change of tooEarly) console.error(`${change.path ?? ""}: ${change.message}`);
process.exitCode = tooEarly.length ? 1 : 0;

/**
 * Whether it was deprecated, and the time that was promised is over.
 * @param {string} path for instance `Mutation.setCaption.webvtt`
 */
function isOver(path) {
  const until = UNTIL.exec(named(path)?.deprecationReason ?? "")?.[1];
  return until !== undefined && until < new Date().toISOString().slice(0, 10);
}

/**
 * @param {string} path
 * @returns {Named | undefined}
 */
function named(path) {
  const [kind = "", name = "", argument] = path.split(".");
  const found = released.getType(kind);
  if (!found) return undefined;
  if ("getValue" in found) return found.getValue(name) ?? undefined;
  if (!("getFields" in found)) return undefined;
  const field = found.getFields()[name];
  if (argument === undefined) return field;
  return field && "args" in field ? field.args.find((each) => each.name === argument) : undefined;
}
