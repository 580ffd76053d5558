import { css } from "lit";

import { barStyles } from "./bar-styles";
import { noticeStyles } from "./notice-styles";

/** The same in light and dark: around a film it is always dark. */
const frameStyles = css`
  :host {
    --ground: #082831;
    display: block;
  }
  .frame {
    container: player / inline-size;
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
  .panel {
    border-top: 1px solid #3b5b64;
  }
  /* What is chosen shows in the picture at once: beside the windows, or above them on a phone. */
  @container player (min-width: 55rem) {
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
    .picture:has(~ .panel[open]) caption-lines:not([position="below"]) {
      right: 26rem;
    }
  }
  @container player (max-width: 36rem) {
    @media (min-height: 30rem) {
      .picture:has(~ .panel[open]) {
        position: sticky;
        top: 0;
        z-index: 3;
        background: var(--ground);
      }
    }
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
  .frame:fullscreen .panel {
    max-height: 50vh;
    overflow-y: auto;
  }
  .frame:fullscreen:has(media-controller[userinactive]:not([mediapaused])) .bars:not(:hover, :has(:focus-visible)) {
    display: none;
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
  }
`;

export const styles = [frameStyles, barStyles, noticeStyles];
