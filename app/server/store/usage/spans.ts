/**
 * Spans of hours that usage is summed over. Besides each hour there are sums of 8 and 24 hours (of UTC), so that a day of a
 * zone is at most ten sums instead of 24: three in UTC and in China.
 */
import type { Bucket } from "./boundaries";

/** Hours; each divides the next. */
export const spans = [1, 8, 24] as const;

export type Span = (typeof spans)[number];

/** The first hour of the span that contains an hour. */
export const startOfSpan = (span: Span, hour: number): number => Math.floor(hour / span) * span;

/** Sums of one span, from an hour to another one that is not included, which together are a part of a bucket. */
export type Part = { readonly bucket: number; readonly span: Span; readonly fromHour: number; readonly toHour: number };

const longestFirst: readonly Span[] = spans.toReversed();

/** The range as parts of the longest spans that fit, in order. */
function cover(bucket: number, fromHour: number, toHour: number, [span, ...shorter]: readonly Span[]): Part[] {
  if (span === undefined || fromHour >= toHour) return [];
  const start = startOfSpan(span, fromHour + span - 1);
  const end = startOfSpan(span, toHour);
  if (start >= end) return cover(bucket, fromHour, toHour, shorter);
  return [
    ...cover(bucket, fromHour, start, shorter),
    { bucket, span, fromHour: start, toHour: end },
    ...cover(bucket, end, toHour, shorter),
  ];
}

export const partsOf = (buckets: readonly Bucket[]): Part[] =>
  buckets.flatMap(({ fromHour, toHour }, index) => cover(index, fromHour, toHour, longestFirst));

/** The parts in lists that have at most so many sums of a value each. */
export function slicesOf(parts: readonly Part[], sums: number): Part[][] {
  const slices: Part[][] = [];
  let room = 0;
  for (const { bucket, span, fromHour, toHour } of parts) {
    for (let from = fromHour; from < toHour; ) {
      if (room === 0) {
        slices.push([]);
        room = sums;
      }
      const to = Math.min(toHour, from + room * span);
      slices.at(-1)?.push({ bucket, span, fromHour: from, toHour: to });
      room -= (to - from) / span;
      from = to;
    }
  }
  return slices;
}
