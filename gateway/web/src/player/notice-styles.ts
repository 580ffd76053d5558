import { css } from "lit";

/** What the player says below the picture, and the transcript that it brings itself. */
export const noticeStyles = css`
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
    font: inherit;
    font-weight: 700;
    color: inherit;
    background: none;
    border: 2px solid currentColor;
    border-radius: 8px;
    cursor: pointer;
  }
  :is(.notice button, .notice a, summary):focus-visible {
    outline: 3px solid;
    outline-offset: 2px;
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
`;
