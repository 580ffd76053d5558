import { ask } from "./graphql";

/** The file of a video; `track` as GraphQL names it. */
export interface Target {
  id: string;
  track: string;
}

export interface Part {
  number: number;
  bytes: number;
  url: string;
  done: boolean;
}

export interface Parts {
  partBytes: number;
  total: number;
  parts: Part[];
}

interface States {
  processing: { state: string };
  audioDescription: { processing: { state: string } } | null;
  signLanguage: { processing: { state: string } } | null;
}

const ERRORS = "userErrors { message code }";
const BEGIN = `mutation BeginUpload($id: ID!, $track: TrackKind!, $filename: String!, $bytes: Bytes!, $changedAt: DateTime!) {
  result: beginVideoUpload(id: $id, track: $track, filename: $filename, bytes: $bytes, changedAt: $changedAt) { ${ERRORS} }
}`;
const PARTS = `mutation UploadParts($id: ID!, $track: TrackKind!, $after: Int!, $first: Int!) {
  result: videoUploadParts(id: $id, track: $track, after: $after, first: $first) {
    upload { partBytes total parts { number bytes url done } } ${ERRORS}
  }
}`;
const COMPLETE = `mutation CompleteUpload($id: ID!, $track: TrackKind!) {
  result: completeVideoUpload(id: $id, track: $track) { ${ERRORS} }
}`;
const DROP = `mutation DropUpload($id: ID!, $track: TrackKind!) {
  result: cancelVideoProcessing(id: $id, track: $track) { ${ERRORS} }
}`;
const STATES = `query FileStates($id: ID!) {
  result: video(id: $id) {
    processing { state }
    audioDescription { processing { state } }
    signLanguage { processing { state } }
  }
}`;
const IN_WORK = new Set(["QUEUED", "RUNNING"]);

/** Opens an upload; for the same file again, finds the one that is open. */
export async function begin(target: Target, file: File, signal: AbortSignal): Promise<void> {
  const changedAt = new Date(file.lastModified).toISOString();
  await ask(BEGIN, { ...target, filename: file.name, bytes: file.size, changedAt }, signal);
}

export async function parts(target: Target, after: number, first: number, signal: AbortSignal): Promise<Parts> {
  return (await ask<{ upload: Parts }>(PARTS, { ...target, after, first }, signal)).upload;
}

export async function complete(target: Target, signal: AbortSignal): Promise<void> {
  await ask(COMPLETE, target, signal);
}

/**
 * Throws away what has arrived, and says whether it did: not while the file that is there is in work, since that would
 * be stopped too.
 */
export async function drop(target: Target, signal: AbortSignal): Promise<boolean> {
  const states = await ask<States>(STATES, { id: target.id }, signal);
  if (IN_WORK.has(stateOf(states, target))) return false;
  await ask(DROP, target, signal);
  return true;
}

function stateOf(states: States, { track }: Target): string {
  const files = { AUDIO_DESCRIPTION: states.audioDescription, SIGN_LANGUAGE: states.signLanguage };
  const file = track === "MAIN" ? states : files[track as keyof typeof files];
  return file?.processing.state ?? "";
}
