// The schema of the list query over items in memory: `node server.mjs ITEMS PORT`.
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import mercurius from "mercurius";

const [file, port] = process.argv.slice(2);
const items = JSON.parse(readFileSync(file, "utf8"));

const schema = `
  type Licence { code: String! url: String! }
  type Attribution { text: String! }
  type Step { title: String! text: String! }
  type Experiment {
    id: ID! slug: String! title: String! summary: String! language: String! canonicalUrl: String!
    licence: Licence! attribution: Attribution! steps: [Step!]!
  }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type ExperimentConnection { nodes: [Experiment!]! totalCount: Int! pageInfo: PageInfo! }
  type Query { experiments(first: Int = 20): ExperimentConnection! }
`;

const resolvers = {
  Query: {
    experiments: (_, { first }) => {
      const nodes = items.slice(0, first);
      const pageInfo = { hasNextPage: first < items.length, endCursor: nodes.at(-1).id };
      return { nodes, totalCount: items.length, pageInfo };
    },
  },
};

const app = Fastify();
app.register(mercurius, { schema, resolvers, jit: 1 });
await app.listen({ port: Number(port), host: "127.0.0.1" });
