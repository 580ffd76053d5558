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

const PROGRESS = `subscription VideoProgress($id: ID!, $track: TrackKind!) {
  videoProgress(id: $id, track: $track) {
    fraction speed remainingSeconds chunksDone chunksTotal state message previewUrl previewIsSilent
  }
}`;

function address(): string {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${window.location.host}/graphql`;
}

/** Tells the progress of a file's processing until the signal ends it; reconnects by itself. */
export async function follow(
  variables: { id: string; track: string },
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<void> {
  const client = createClient({ url: address(), retryAttempts: 20, shouldRetry: () => !signal.aborted });
  const answers = client.iterate<{ videoProgress: Progress }>({ query: PROGRESS, variables });
  signal.addEventListener("abort", () => void client.dispose(), { once: true });
  for await (const { data, errors } of answers) {
    if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join(" "));
    if (data != null) tell(data.videoProgress);
  }
}
