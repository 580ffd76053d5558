import { css } from "lit";

/** The same in light and dark: around a film it is always dark. */
export const styles = css`
  :host {
    --ground: #082831;
    display: block;
  }
  .frame {
    position: relative;
    display: flex;
    flex-direction: column;
    background: var(--ground);
    color: #fff;
    border-radius: inherit;
    overflow: clip;
    --media-primary-color: #fff;
    --media-secondary-color: var(--ground);
    --media-text-color: #fff;
    --media-control-background: transparent;
    --media-control-hover-background: rgb(31 138 140 / 0.9);
    --media-range-bar-color: var(--sun, #f4b942);
    --media-range-thumb-background: var(--sun, #f4b942);
    --media-range-thumb-width: 16px;
    --media-range-thumb-height: 16px;
    --media-range-thumb-border-radius: 50%;
    --media-range-track-height: 6px;
    --media-range-segments-gap: 4px;
    --media-range-track-background: rgb(255 255 255 / 0.35);
    --media-focus-box-shadow: inset 0 0 0 3px var(--sun, #f4b942);
    --media-preview-background: #0d2f39;
    --media-font-family: var(--font-text, Verdana, sans-serif);
    --media-font-size: 1rem;
    --media-control-height: 28px;
    --media-control-padding: 8px;
    --media-range-padding: 10px;
    --media-tooltip-background-color: #0d2f39;
    --media-tooltip-arrow-color: #0d2f39;
  }
  .picture {
    position: relative;
    container-type: inline-size;
    flex: 1 1 auto;
    min-height: 0;
  }
  media-controller {
    display: block;
    width: 100%;
    height: min(56.25cqi, max(12rem, calc(100vh - 11rem)));
    background: #000;
    cursor: pointer;
  }
  /* The base does not size what comes through a second slot; the page's own rule must not win. */
  ::slotted(video) {
    width: 100% !important;
    height: 100% !important;
  }
  .mark {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    pointer-events: none;
  }
  .mark svg {
    width: clamp(3.5rem, 11cqi, 6rem);
  }
  .picture:has(media-controller:is([mediahasplayed], [medialoading]:not([mediapaused]))) .mark,
  .picture:has(media-controller:not([mediapaused])) .mark {
    display: none;
  }
  media-loading-indicator {
    --media-loading-indicator-icon-height: 72px;
  }
  caption-lines {
    position: absolute;
    z-index: 3;
    inset: auto 4% 4%;
    pointer-events: none;
  }
  caption-lines[position="top"] {
    inset: 4% 4% auto;
  }
  caption-lines[position="below"] {
    position: static;
    box-sizing: border-box;
    min-height: 4.2em;
    padding: 0.4em 4%;
  }
  caption-lines[position="below"][background="none"] {
    text-shadow: none;
  }
  media-control-bar > * {
    background: transparent;
  }
  .time {
    width: 100%;
    height: 1.875rem;
    z-index: 1;
  }
  media-time-range {
    width: 100%;
    height: 100%;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: stretch;
    padding: 0 0.25rem 0.25rem;
  }
  .buttons > :not(.grow, media-volume-range, media-time-display) {
    flex: 0 1 auto;
    min-width: 44px;
    min-height: 44px;
    border-radius: 8px;
  }
  .buttons > media-volume-range {
    width: 6rem;
    height: 44px;
  }
  media-time-display {
    padding-inline: 0.5rem;
    font-variant-numeric: tabular-nums;
  }
  .grow {
    flex: 1;
  }
  .switch,
  .opener,
  .notice button {
    padding: 0 0.5rem;
    font: inherit;
    font-weight: 700;
    color: #fff;
    background: none;
    border: 0;
    cursor: pointer;
    display: inline-grid;
    place-items: center;
  }
  .switch span {
    display: block;
    padding: 0.1rem 0.3rem;
    font-size: 0.9375rem;
    line-height: 1.25;
    border: 2px solid currentColor;
    border-radius: 5px;
  }
  .switch[aria-checked="true"] span {
    background: var(--sun, #f4b942);
    border-color: var(--sun, #f4b942);
    color: #082831;
  }
  .switch:hover,
  .opener:hover,
  .opener[aria-expanded="true"] {
    background: rgb(31 138 140 / 0.9);
  }
  :is(.switch, .opener, .notice button, .notice a, summary):focus-visible {
    outline: 3px solid var(--sun, #f4b942);
    outline-offset: -3px;
  }
  .panel {
    border-top: 1px solid #3b5b64;
  }
  /* What is chosen shows in the picture at once: beside the windows, or above them on a phone. */
  @media (min-width: 60rem) {
    .panel {
      position: absolute;
      z-index: 4;
      right: 0.5rem;
      bottom: 5.25rem;
      box-sizing: border-box;
      width: 25rem;
      max-height: calc(100% - 5.75rem);
      overflow-y: auto;
      overscroll-behavior: contain;
      border: 2px solid #7f979c;
      border-radius: 10px;
    }
    .frame:has(.panel[open]) caption-lines:not([position="below"]) {
      right: 26rem;
    }
  }
  @media (max-width: 40rem) and (min-height: 30rem) {
    .frame:has(.panel[open]) .picture {
      position: sticky;
      top: 0;
      z-index: 3;
      background: var(--ground);
    }
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    align-items: center;
    padding: 0.6rem 1rem;
    background: #14515f;
  }
  .notice[role="alert"] {
    background: #fde7df;
    color: #14242b;
  }
  .notice p {
    margin: 0;
  }
  .notice button,
  .notice a {
    min-height: 44px;
    padding: 0 0.9rem;
    display: inline-grid;
    align-items: center;
    color: inherit;
    border: 2px solid currentColor;
    border-radius: 8px;
  }
  .inside {
    padding: 0.5rem 1rem;
  }
  .inside summary {
    cursor: pointer;
    min-height: 2.75rem;
    align-content: center;
    font-weight: 650;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .frame:fullscreen {
    border-radius: 0;
  }
  .frame:fullscreen media-controller {
    height: 100%;
  }
  .frame:fullscreen:has(media-controller[userinactive]:not([mediapaused])) .bars:not(:hover, :has(:focus-visible)) {
    display: none;
  }
  @media (max-width: 52rem) {
    media-volume-range {
      display: none;
    }
  }
  @media (max-width: 40rem) {
    .frame {
      --media-control-padding: 8px 4px;
    }
    media-pip-button {
      display: none;
    }
    .buttons {
      padding-inline: 0;
    }
    .buttons > :not(.grow, media-time-display) {
      flex: 1 1 36px;
      min-width: 36px;
    }
    .buttons > .switch {
      min-width: max-content;
      padding-inline: 0.125rem;
    }
    .grow {
      flex: 1 0 100%;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .frame {
      --media-control-transition-in: none;
      --media-control-transition-out: none;
      --media-preview-transition-duration-in: 0s;
      --media-preview-transition-duration-out: 0s;
      --media-range-segment-transition: none;
    }
  }
  @media (forced-colors: active) {
    .frame {
      --media-primary-color: CanvasText;
      --media-icon-color: ButtonText;
      --media-range-bar-color: Highlight;
      --media-range-thumb-background: Highlight;
      border: 1px solid CanvasText;
    }
    .switch[aria-checked="true"] span {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
