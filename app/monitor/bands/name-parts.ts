/** A scene name in parts, of which those that tell tasks apart stay whole: the shot and the end with the version. */

const segmenter = new Intl.Segmenter();
/** Grapheme clusters: an emoji of several code points counts as one letter. */
const lettersOf = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Letters at the end of a name without a version that stay whole. */
const TAIL = 10;
/** A version later than this from the end is not its end. */
const LONGEST_VERSION = 18;

/** "sh0030", "shot_12", "sc04", "镜头12", "第12镜": the last one is the shot, others before it are sequence or episode. */
const shotTokens = /(?<![a-z])(?:shot|sh|sc|cut|镜头|镜)[_-]?\d+[a-z]?(?![a-z0-9])|第\d+[镜场]/giu;
/** "_v003.c4d", "-v12_final.max", "版本3". */
const version = /[_\-. ]?(?:(?<![a-z])v|版本?|第)\d+(?![\d])[^/]*$/iu;

/** `at`: its first character in the name. */
export type NamePart = { readonly at: number; readonly text: string; readonly isKept: boolean };

/** The parts in their order; joined they are the name. */
export function nameParts(name: string): readonly NamePart[] {
  const tailFrom = tailStart(name);
  const shot = [...name.matchAll(shotTokens)].findLast(({ index }) => index < tailFrom);
  const shotTo = shot ? shot.index + shot[0].length : 0;
  const cuts = shot ? [shot.index, shotTo, Math.max(shotTo, tailFrom)] : [tailFrom];
  const parts: NamePart[] = [];
  let from = 0;
  let isKept = false;
  for (const to of [...cuts, name.length]) {
    if (to > from) parts.push({ at: from, text: name.slice(from, to), isKept });
    from = to;
    isKept = !isKept;
  }
  return parts;
}

function tailStart(name: string): number {
  const found = version.exec(name);
  if (found && lettersOf(found[0]).length <= LONGEST_VERSION) return found.index;
  return name.length - lettersOf(name).slice(-TAIL).join("").length;
}
