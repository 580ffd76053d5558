/**
 * Shows a hub's experiments in a page of the city's: one GraphQL query, no library, no cookie.
 * The address may be given as `?hub=https://…` to try it.
 */
const QUERY = `query ($field: String!, $first: Int!) {
  experiments(first: $first, filter: { field: $field }) {
    nodes {
      title summary language canonicalUrl durationMinutes
      cover { url alt width height }
      attribution { html }
    }
  }
}`;

const list = document.querySelector("[data-hub]");
const hub = new URLSearchParams(location.search).get("hub") ?? list.dataset.hub;

try {
  list.replaceChildren(...(await experiments()).map(card));
} catch (error) {
  // What stood there before remains: a link to the hub.
  console.warn("The hub does not answer:", error);
}

async function experiments() {
  const { field, first } = list.dataset;
  const answer = await fetch(`${hub}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: QUERY, variables: { field, first: Number(first) } }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(errors[0].message);
  return data.experiments.nodes;
}

function card(item) {
  const entry = document.createElement("li");
  entry.lang = item.language;
  if (item.cover) entry.append(picture(item.cover));
  const heading = document.createElement("h3");
  const link = document.createElement("a");
  link.href = item.canonicalUrl;
  link.textContent = item.title;
  heading.append(link);
  const summary = document.createElement("p");
  summary.textContent = item.summary;
  const source = document.createElement("small");
  source.innerHTML = item.attribution.html; // The hub escapes what editors wrote.
  entry.append(heading, summary, source);
  return entry;
}

function picture(cover) {
  const image = document.createElement("img");
  image.src = new URL(cover.url, hub).href;
  image.alt = cover.alt;
  image.loading = "lazy";
  if (cover.width && cover.height) Object.assign(image, { width: cover.width, height: cover.height });
  return image;
}
