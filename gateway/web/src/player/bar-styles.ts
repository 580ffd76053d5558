import { css } from "lit";

/** The rows of controls below the picture. */
export const barStyles = css`
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
  .opener {
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
  :is(.switch, .opener):focus-visible {
    outline: 3px solid var(--sun, #f4b942);
    outline-offset: -3px;
  }
  @container player (max-width: 46rem) {
    media-volume-range {
      display: none;
    }
  }
  @container player (max-width: 36rem) {
    media-pip-button {
      display: none;
    }
    .buttons {
      --media-control-padding: 8px 4px;
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
  @media (forced-colors: active) {
    .switch[aria-checked="true"] span {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
