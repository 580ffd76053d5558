import { css } from "lit";

export const transcriptStyles = css`
  :host {
    display: block;
    position: relative;
  }
  search {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: end;
    margin-bottom: 0.75rem;
  }
  label {
    flex: 1 1 14rem;
    font-size: 0.9375rem;
  }
  input {
    display: block;
    box-sizing: border-box;
    width: 100%;
    min-height: 2.75rem;
    margin-top: 0.2rem;
    padding: 0 0.75rem;
    font: inherit;
    color: inherit;
    background: var(--raised, Field);
    border: 2px solid var(--border, #76858a);
    border-radius: 10px;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  search button,
  .follow {
    min-height: 2.75rem;
    padding: 0 0.9rem;
    color: var(--link);
    background: none;
    border: 2px solid var(--border, #76858a);
    border-radius: 10px;
  }
  button:disabled {
    color: var(--quiet);
    cursor: default;
  }
  output {
    flex-basis: 100%;
    font-size: 0.9375rem;
    color: var(--quiet);
  }
  output:empty {
    display: none;
  }
  ol {
    position: relative;
    list-style: none;
    padding: 0.25rem 0;
    margin: 0;
    max-height: 24rem;
    overflow-y: auto;
    overscroll-behavior: contain;
    border-block: 1px solid var(--line);
  }
  ol button {
    display: grid;
    grid-template-columns: 3.25rem 1fr;
    gap: 0.5rem;
    width: 100%;
    padding: 0.5rem 0.75rem;
    border: 0;
    background: none;
    text-align: start;
    border-radius: 6px;
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  ol button:focus-visible {
    outline-offset: -3px;
  }
  time {
    color: var(--link);
    font-variant-numeric: tabular-nums;
  }
  ol button:hover {
    background: var(--surface);
  }
  ol button[aria-current] {
    background: var(--sun-soft);
    box-shadow: inset 4px 0 0 var(--sun);
  }
  ol button.hit {
    outline: 2px solid var(--link);
    outline-offset: -2px;
  }
  mark {
    background: var(--sun, #f4b942);
    color: #14242b;
  }
  .follow {
    position: absolute;
    right: 1rem;
    bottom: 0.75rem;
    background: var(--raised, Canvas);
  }
  @media (forced-colors: active) {
    ol button[aria-current] {
      border-inline-start: 4px solid Highlight;
    }
  }
`;
