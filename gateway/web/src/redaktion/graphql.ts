const AWAY = new Set([429, 502, 503, 504]);
const PATIENCE_MS = 90_000;

/** The hub understood and said no; the message is the hub's, for people. */
export class Refused extends Error {
  constructor(message: string, readonly code: string) {
    super(message);
  }
}

/** The hub, or the way to it, is away just now. */
export class Unreachable extends Error {}

interface Problem {
  message: string;
  code?: string;
  extensions?: { code?: string };
}

interface Answer<T> {
  data?: { result: (T & { userErrors?: Problem[] }) | null } | null;
  errors?: Problem[];
}

/** What the document's only field, named `result`, says, or why it does not. */
export async function ask<T>(query: string, variables: object, signal: AbortSignal): Promise<T> {
  const { data, errors = [] } = await answered<T>(query, variables, signal);
  const result = data?.result ?? null;
  const [problem] = [...errors, ...(result?.userErrors ?? [])];
  if (problem !== undefined) throw failure(problem);
  if (result === null) throw new Refused("Dieses Video gibt es nicht mehr.", "not_found");
  return result;
}

async function answered<T>(query: string, variables: object, signal: AbortSignal): Promise<Answer<T>> {
  const ends = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const reply = await fetch("/graphql", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ query, variables }),
      signal: ends,
    });
    if (AWAY.has(reply.status)) throw new Unreachable(`HTTP ${reply.status.toString()}`);
    return (await reply.json()) as Answer<T>;
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof Unreachable ? error : new Unreachable(String(error));
  }
}

function failure({ message, code, extensions }: Problem): Error {
  const known = code ?? extensions?.code ?? "internal";
  return known === "unavailable" || known === "timeout" ? new Unreachable(message) : new Refused(message, known);
}
