/** Seconds before its time limit below which a rendering frame is marked red: half an hour. */
const URGENT_SECONDS = 1800;

export const isUrgent = (secondsLeft: number) => secondsLeft < URGENT_SECONDS;
