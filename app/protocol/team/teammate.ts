/** Who did something for the team: a claim, a note, a view, an acknowledgement. */
import * as z from "zod/mini";

/** Longest name that a page sends where nobody signs in. */
export const NAME_LENGTH = 60;

export const teammateSchema = z.object({
  /** The person's id (protocol/person.ts); empty: the name is what a browser sent, and nobody has checked it. */
  id: z.string(),
  name: z.string(),
});

export type Teammate = z.infer<typeof teammateSchema>;

/** Unverified names are one person if they are equal; a verified person is never an unverified one of the same name. */
export const isSamePerson = (a: Teammate, b: Teammate): boolean => a.id === b.id && (a.id !== "" || a.name === b.name);

const first = (word: string | undefined) => Array.from(word ?? "")[0] ?? "";

/** One or two letters for a small mark: of the first and the last word, or the first character of a name in Chinese. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s.@_-]+/)
    .filter(Boolean);
  if (/^\p{Script=Han}/u.test(name.trim())) return first(name.trim());
  return (first(words[0]) + (words.length > 1 ? first(words.at(-1)) : "")).toUpperCase();
}
