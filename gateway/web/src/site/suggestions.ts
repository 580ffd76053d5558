const QUERY = "query ($query: String!) { search(query: $query) { suggestions(first: 6) } }";

interface Answer {
  data?: { search: { suggestions: string[] } | null } | null;
}

/** How the words might go on, as the hub's schema tells it. */
export async function suggested(query: string, signal: AbortSignal): Promise<string[]> {
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: QUERY, variables: { query } }),
    signal,
  });
  const { data } = (await answer.json()) as Answer;
  return data?.search?.suggestions ?? [];
}
