/**
 * The status palette measured, in both themes: contrast as WCAG 2.2 counts it (1.4.3, 1.4.11), distance as CIEDE2000 under
 * normal vision and the three dichromacies (Machado, Oliveira and Fernandes 2009; all three computed by culori).
 */
import { readFileSync } from "node:fs";
import {
  converter,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  type Rgb,
  wcagContrast,
} from "culori";
import { describe, expect, it } from "vitest";

/** Two tones nearer than this are taken for one. */
const LEAST_DISTANCE = 10;
const TEXT_CONTRAST = 4.5;
const GRAPHIC_CONTRAST = 3;

const css = readFileSync(new URL("theme.css", import.meta.url), "utf8");

/** The tokens of the first block that opens with this selector. */
function tokensOf(selector: string): ReadonlyMap<string, string> {
  const from = css.indexOf(selector);
  const block = css.slice(from, css.indexOf("}", from));
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", color = ""]) => [name, color]));
}

const names = ["active", "good", "bad", "halted", "held", "idle", "unknown"];
const grounds = ["ground", "ground-raised", "ground-sunken", "ground-hover", "ground-selected"];
const inks = ["ink", "ink-soft", "ink-faint"];

const visions = {
  normal: (color: Rgb) => color,
  deutan: filterDeficiencyDeuter(1),
  protan: filterDeficiencyProt(1),
  tritan: filterDeficiencyTrit(1),
};
const toRgb = converter("rgb");
const distance = differenceCiede2000();

describe.each(["light", "dark"])("the %s theme", (theme) => {
  const tokens = tokensOf(`:root[data-mantine-color-scheme="${theme}"]`);
  const color = (name: string) => {
    const found = toRgb(tokens.get(name) ?? "");
    if (!found) throw new Error(`theme.css has no --${name} in ${theme}`);
    return found;
  };

  it("has exactly one tone per family", () => {
    const found = [...tokens.keys()].filter((name) => name.startsWith("tone-"));
    expect(found).toEqual(names.map((name) => `tone-${name}`));
  });

  it.each([...names.map((name) => `tone-${name}`), ...inks])("%s is readable as text on every background", (name) => {
    const low = grounds.filter((ground) => wcagContrast(color(name), color(ground)) < TEXT_CONTRAST);
    expect(low).toEqual([]);
  });

  it("gives every tone and control border enough contrast to its surroundings", () => {
    const surroundings = [...grounds, "bar-empty"];
    const low = [...names.map((name) => `tone-${name}`), "accent"].flatMap((name) =>
      surroundings
        .filter((ground) => wcagContrast(color(name), color(ground)) < GRAPHIC_CONTRAST)
        .map((ground) => `${name} on ${ground}`),
    );
    expect(low).toEqual([]);
    expect(wcagContrast(color("line-strong"), color("ground"))).toBeGreaterThanOrEqual(GRAPHIC_CONTRAST);
  });

  it("gives text on the accent enough contrast", () => {
    expect(wcagContrast(color("accent-ink"), color("accent"))).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    expect(wcagContrast(color("accent-ink"), color("accent-hover"))).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });

  it.each(Object.entries(visions))("keeps any two tones distinguishable in %s vision", (_vision, see) => {
    const seen = names.map((name) => [name, see(color(`tone-${name}`))] as const);
    const close = seen.flatMap(([one, first], index) =>
      seen
        .slice(index + 1)
        .map(([other, second]) => [`${one} and ${other}`, distance(first, second)] as const)
        .filter(([, apart]) => apart < LEAST_DISTANCE),
    );
    expect(close).toEqual([]);
  });
});
