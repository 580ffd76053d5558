// Queries and subscriptions by the clients that others use: graphql-ws and graphql-sse.
import { createClient as createSocket } from "graphql-ws";
import { createClient as createStream } from "graphql-sse";

const [url, video] = process.argv.slice(2);
const query = { query: "{ fields { slug } }" };
const wrong = { query: "{ fieldz { slug } }" };
const progress = {
  query: "subscription ($id: ID!) { videoProgress(id: $id) { state fraction } }",
  variables: { id: video },
};

async function all(client, operation) {
  const found = [];
  try {
    for await (const result of client.iterate(operation)) {
      found.push(result);
      if (result.data?.videoProgress?.state === "WAITING_FOR_UPLOAD") break;
    }
  } catch (error) {
    found.push({ errors: Array.isArray(error) ? error : [{ message: String(error.message) }] });
  }
  return found;
}

async function tried(client) {
  const said = {
    query: await all(client, query),
    wrong: await all(client, wrong),
    progress: await all(client, progress),
  };
  await client.dispose();
  return said;
}

const socket = createSocket({
  url: url.replace(/^http/, "ws"),
  webSocketImpl: WebSocket,
  retryAttempts: 0,
});
const stream = createStream({ url, retryAttempts: 0 });
console.log(JSON.stringify({ ws: await tried(socket), sse: await tried(stream) }));
