import "graphiql/style.css";
import "./styles/graphiql.css";

import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";
import { createRoot } from "react-dom/client";

const EXAMPLE = `# Willkommen! Alle veröffentlichten Inhalte sind offen abfragbar.
# Mit Strg + Eingabe wird die Abfrage ausgeführt.
query Experimente {
  experiments(first: 5, language: "de") {
    totalCount
    nodes {
      title
      summary
      canonicalUrl
      licence { name url }
      attribution { text }
    }
  }
}
`;

const address = new URL("/graphql", window.location.href);
const wsAddress = new URL(address);
wsAddress.protocol = address.protocol === "https:" ? "wss:" : "ws:";

const fetcher = createGraphiQLFetcher({
  url: address.href,
  wsClient: createClient({ url: wsAddress.href, lazy: true }),
});
const asked = new URLSearchParams(window.location.search);

/** Keeps tabs and settings for this visit only: nothing is stored on the visitor's device. */
const kept = new Map<string, string>();
const nowhere: Storage = {
  get length() {
    return kept.size;
  },
  clear: () => { kept.clear(); },
  getItem: (key) => kept.get(key) ?? null,
  key: (index) => [...kept.keys()][index] ?? null,
  removeItem: (key) => void kept.delete(key),
  setItem: (key, value) => void kept.set(key, value),
};
const place = document.getElementById("graphiql");
if (place === null) throw new Error("The page has no element #graphiql.");

const query = asked.get("query");
createRoot(place).render(
  <GraphiQL
    fetcher={fetcher}
    defaultQuery={EXAMPLE}
    storage={nowhere}
    {...(query === null ? {} : { query, variables: asked.get("variables") ?? "{}" })}
  />,
);
