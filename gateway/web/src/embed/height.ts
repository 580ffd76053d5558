const QUESTION = "size?";

/**
 * Tells `<hub-embed>` how high the content is, whenever that changes. Asked by nobody but the page
 * that shows this frame, and answered at that page's own origin only.
 */
export function tellHeight(): void {
  if (parent === window) return;
  const asked = (event: MessageEvent<unknown>): void => {
    if (event.source !== parent || event.origin !== shownBy() || !asks(event.data)) return;
    removeEventListener("message", asked);
    follow(event.origin);
  };
  addEventListener("message", asked);
}

/** The origin of the page around, which `<hub-embed>` has the browser say whatever that page's own policy. */
function shownBy(): string {
  return document.referrer && new URL(document.referrer).origin;
}

function asks(data: unknown): boolean {
  return typeof data === "object" && data !== null && "hubEmbed" in data && data.hubEmbed === QUESTION;
}

function follow(origin: string): void {
  // From now on the frame is as high as its content, so the content must not be as high as the frame.
  document.documentElement.dataset["sized"] = "";
  const main = document.querySelector("main");
  if (!main) return;
  new ResizeObserver(() => {
    parent.postMessage({ hubEmbed: { height: main.getBoundingClientRect().height } }, origin);
  }).observe(main);
}
