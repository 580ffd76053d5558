import { momentOf } from "./clock";

type Jump = (seconds: number, play: boolean) => void;

/** An address that ends in `#t=83` opens at that second; the links of a list of chapters play there. */
export function followMoments(list: Element | null, jump: Jump, signal: AbortSignal): void {
  const open = () => {
    const moment = momentOf(window.location.hash);
    if (moment !== null) jump(moment, false);
  };
  window.addEventListener("hashchange", open, { signal });
  list?.addEventListener("click", (event) => { follow(event, jump); }, { signal });
  open();
}

function follow(event: Event, jump: Jump): void {
  const link = (event.target as Element).closest<HTMLElement>("a[data-seconds]");
  if (link === null) return;
  event.preventDefault();
  jump(Number(link.dataset["seconds"]), true);
}
