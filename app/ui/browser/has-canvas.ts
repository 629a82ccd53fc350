/** Whether a 2D canvas is available: privacy settings of a browser may forbid it, and jsdom has none. */
export const hasCanvas = (): boolean => document.createElement("canvas").getContext("2d") !== null;
