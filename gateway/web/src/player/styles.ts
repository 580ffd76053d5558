import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }
  media-controller {
    --media-primary-color: #fff;
    --media-secondary-color: rgb(8 40 49 / 0.88);
    --media-text-color: #fff;
    --media-control-hover-background: rgb(31 138 140 / 0.9);
    --media-range-bar-color: var(--sun, #f4b942);
    --media-range-thumb-background: var(--sun, #f4b942);
    --media-range-track-background: rgb(255 255 255 / 0.35);
    --media-focus-box-shadow: inset 0 0 0 3px var(--sun, #f4b942);
    --media-font-family: inherit;
    --media-font-size: 1rem;
    --media-control-height: 28px;
    --media-control-padding: 10px 8px;
    --media-tooltip-background-color: #082831;
    display: block;
    width: 100%;
    aspect-ratio: var(--player-ratio, 16 / 9);
    max-height: 82vh;
    background: #082831;
    overflow: hidden;
    border-radius: inherit;
  }
  :host(:fullscreen) media-controller {
    height: 100vh;
    max-height: none;
    aspect-ratio: auto;
  }
  media-control-bar {
    width: 100%;
    background: var(--media-secondary-color);
  }
  media-control-bar > * {
    background: transparent;
  }
  media-time-range {
    width: 100%;
    --media-control-background: transparent;
  }
  .grow {
    flex: 1;
  }
  media-loading-indicator {
    --media-loading-indicator-icon-height: 72px;
  }
  .failure {
    margin: 0;
    padding: 0.75rem 1rem;
    background: var(--coral-soft, #fde7df);
    color: #14242b;
  }
  @media (max-width: 40rem) {
    media-volume-range,
    media-pip-button,
    media-seek-backward-button,
    media-seek-forward-button {
      display: none;
    }
  }
`;
