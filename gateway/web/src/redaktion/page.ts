import { Unreachable } from "./graphql";

/** The page as the server shows it now. */
async function present(): Promise<Document> {
  const asked = fetch(window.location.pathname, { headers: { Accept: "text/html" } });
  const answer = await asked.catch((error: unknown) => { throw new Unreachable(String(error)); });
  if (!answer.ok) throw new Unreachable(`HTTP ${answer.status.toString()}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

type Field = HTMLInputElement | HTMLTextAreaElement;

function stored(page: Document): string {
  const fields = page.querySelectorAll<Field>('[id^="feld-"]');
  return JSON.stringify([...fields].map(({ id, defaultValue }) => [id, defaultValue]));
}

/** Where only the hub has changed the item, forms may go on from its new revision. */
function takeRevision(page: Document): void {
  if (stored(page) !== stored(document)) return;
  const revision = page.querySelector<HTMLInputElement>('input[name="revision"]')?.value;
  if (revision === undefined) return;
  for (const field of document.querySelectorAll<HTMLInputElement>('input[name="revision"]')) field.value = revision;
}

/** Replaces elements by what the server shows in their place; what is typed elsewhere stays. */
export async function refresh(elements: Element[]): Promise<void> {
  const page = await present();
  takeRevision(page);
  for (const element of elements) {
    const fresh = page.getElementById(element.id);
    if (fresh !== null) replace(element, document.adoptNode(fresh));
  }
}

/** Whoever had the focus in what goes finds it where the new state is told. */
function replace(old: Element, fresh: HTMLElement): void {
  const focused = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (!focused) return;
  const place = fresh.querySelector<HTMLElement>(".file__state") ?? fresh;
  place.tabIndex = -1;
  place.focus();
}
