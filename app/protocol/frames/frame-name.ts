/** Parses a frame's name (`frameIndex`) and tile (`frameBlock`) (endpoints-2018 section 7). */

export type FrameName =
  | { readonly kind: "single"; readonly frame: number }
  | { readonly kind: "tile"; readonly frame: number; readonly tile: number }
  /** Several frames rendered by one machine: first, first + step, … up to last. */
  | { readonly kind: "group"; readonly first: number; readonly last: number; readonly step: number }
  /** A name of another form, displayed unchanged. */
  | { readonly kind: "opaque"; readonly text: string };

// At most 15 digits, which a number represents exactly. Frames may be negative, and sub-frames have a fraction.
const NUMBER = String.raw`(-?\d{1,15}|-?\d{1,9}\.\d{1,5})`;
const plainForm = new RegExp(`^${NUMBER}(?:-${NUMBER})?$`);
const groupForm = new RegExp(`^${NUMBER}-${NUMBER}\\[${NUMBER}\\]$`);
const tileForm = /^\d{1,15}$/;

/** Parses a name. The tile distinguishes `0-1` as "frame 0, tile 1" from `0-1` as "frames 0 to 1". Never throws. */
export function parseFrameName(name: string, tile: string | null): FrameName {
  const opaque: FrameName = { kind: "opaque", text: name };
  const group = groupForm.exec(name);
  if (group) return groupOf(Number(group[1]), Number(group[2]), Number(group[3])) ?? opaque;
  const plain = plainForm.exec(name);
  if (!plain) return opaque;
  const frame = Number(plain[1]);
  if (tile !== null && tileForm.test(tile)) return { kind: "tile", frame, tile: Number(tile) };
  if (plain[2] === undefined) return { kind: "single", frame };
  return groupOf(frame, Number(plain[2]), 1) ?? opaque;
}

function groupOf(first: number, last: number, step: number): FrameName | undefined {
  return first <= last && step > 0 ? { kind: "group", first, last, step } : undefined;
}

const kindOrder = { single: 0, tile: 1, group: 2, opaque: 3 } as const;
const collator = new Intl.Collator("en", { numeric: true });

/** Sort keys of a name, the most significant first; names of another form come last. */
function sortKey(name: FrameName): readonly [number, number, number] {
  switch (name.kind) {
    case "single":
      return [name.frame, 0, 0];
    case "tile":
      return [name.frame, name.tile, 0];
    case "group":
      return [name.first, name.last, name.step];
    case "opaque":
      return [Number.POSITIVE_INFINITY, 0, 0];
  }
}

/** Natural order: by frame number, the whole frame before its tiles, tiles by number, groups by their first frame. */
export function compareFrameNames(a: FrameName, b: FrameName): number {
  if (a.kind === "opaque" && b.kind === "opaque") return collator.compare(a.text, b.text);
  const [first, second, third] = sortKey(a);
  const [otherFirst, otherSecond, otherThird] = sortKey(b);
  if (first !== otherFirst) return first < otherFirst ? -1 : 1;
  return kindOrder[a.kind] - kindOrder[b.kind] || second - otherSecond || third - otherThird;
}
