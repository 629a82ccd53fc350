/** Frames per request: the most that the current farm returns (endpoints-current section 2); the farm of 2018 returns as many. */
export const FRAME_PAGE_SIZE = 100;
