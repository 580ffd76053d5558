import { createClient } from "graphql-ws";

export interface Progress {
  fraction: number;
  speed: number | null;
  remainingSeconds: number | null;
  chunksDone: number;
  chunksTotal: number;
  state: string;
  message: string;
  previewUrl: string | null;
  previewIsSilent: boolean;
}

export interface CaptionsProgress {
  fraction: number;
  state: string;
}

/** After these nothing more is told. */
export const FINAL = new Set(["READY", "FAILED", "CANCELLED"]);

const CAPTIONS = `subscription CaptionsProgress($id: ID!) { captionsProgress(id: $id) { fraction state } }`;
const PROGRESS = `subscription VideoProgress($id: ID!, $track: TrackKind!) {
  videoProgress(id: $id, track: $track) {
    fraction speed remainingSeconds chunksDone chunksTotal state message previewUrl previewIsSilent
  }
}`;

function address(): string {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${window.location.host}/graphql`;
}

/** The results of a subscription until the signal ends it; reconnects by itself. */
async function* results(
  query: string,
  variables: Record<string, string>,
  signal: AbortSignal,
): AsyncGenerator<unknown, void, undefined> {
  const client = createClient({ url: address(), retryAttempts: 20, shouldRetry: () => !signal.aborted });
  signal.addEventListener("abort", () => void client.dispose(), { once: true });
  for await (const { data, errors } of client.iterate({ query, variables })) {
    if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join(" "));
    if (data != null) yield data;
  }
}

/** Tells the progress of a file's processing. */
export async function follow(
  file: { id: string; track: string },
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<void> {
  for await (const data of results(PROGRESS, file, signal)) tell((data as { videoProgress: Progress }).videoProgress);
}

/** Tells the progress of a video's automatic captions. */
export async function followCaptions(
  video: { id: string },
  signal: AbortSignal,
  tell: (progress: CaptionsProgress) => void,
): Promise<void> {
  for await (const data of results(CAPTIONS, video, signal)) tell((data as { captionsProgress: CaptionsProgress }).captionsProgress);
}
