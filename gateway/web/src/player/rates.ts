/** The speeds to choose from. */
export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

export const SLOWEST = 0.5;
export const FASTEST = 2;
