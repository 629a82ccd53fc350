/** Whether anything can be drawn on a canvas here: not where a browser is told to refuse it, nor in jsdom. */
export const hasCanvas = (): boolean => document.createElement("canvas").getContext("2d") !== null;
