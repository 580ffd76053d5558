const FAR = 60;
const OWN_GESTURES = "video, input, pre, table, .scroll";

/** Calls back for a clear stroke to the side; +1 to the start side of the script, as if turning a page. */
export function onSwipe(element: HTMLElement, turn: (pages: 1 | -1) => void): void {
  let from: Touch | null = null;
  element.addEventListener("touchstart", (event) => {
    const own = event.target instanceof Element && event.target.closest(OWN_GESTURES) !== null;
    from = event.touches.length === 1 && !own ? (event.touches[0] ?? null) : null;
  }, { passive: true });
  element.addEventListener("touchend", (event) => {
    const to = event.changedTouches[0];
    if (from === null || to === undefined) return;
    const [across, down] = [to.clientX - from.clientX, to.clientY - from.clientY];
    from = null;
    if (Math.abs(across) < FAR || Math.abs(across) < 2 * Math.abs(down)) return;
    turn(across < 0 === forwardIsLeft(element) ? 1 : -1);
  }, { passive: true });
}

/** Whether the next page comes in from the right, as in scripts that run from left to right. */
export function forwardIsLeft(element: HTMLElement): boolean {
  return getComputedStyle(element).direction !== "rtl";
}
