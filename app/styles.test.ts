/** Style sheets and their users fit together: no unknown class, no unused class, no Mantine component without its styles. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { unusedColors } from "../e2e/tools/used-colors";

const root = fileURLToPath(new URL("..", import.meta.url));

type SourceFile = { readonly path: string; readonly text: string };

/** Files below a folder whose names match, tests aside. */
const filesIn = (folder: string, name: RegExp): SourceFile[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(root.length), text: readFileSync(path, "utf8") }));

const matches = (text: string, pattern: RegExp) =>
  new Set([...text.matchAll(pattern)].map(([, captured = ""]) => captured));

const difference = (from: ReadonlySet<string>, others: ReadonlySet<string>) =>
  [...from].filter((name) => !others.has(name));

/** Class names in the selectors of a style sheet, `:global()` ones aside. */
function definedClasses(css: string): ReadonlySet<string> {
  const plain = css.replace(/\/\*.*?\*\//gs, "").replace(/:global\([^)]*\)/g, "");
  const selectors = [...plain.matchAll(/([^{};]*)\{/g)].map(([, selector = ""]) => selector);
  return matches(selectors.filter((selector) => !selector.trim().startsWith("@")).join("\n"), /\.([a-z][\w-]*)/gi);
}

type Use = { readonly path: string; readonly sheet: string; readonly used: ReadonlySet<string> };

/** What style sheets take from other ones (`composes: a b from "…"`). */
const compositions = ({ path, text }: SourceFile): Use[] =>
  [...text.matchAll(/composes: ([^;]*?) from "([^"]+)"/g)].map(([, names = "", target = ""]) => ({
    path,
    sheet: join(dirname(path), target),
    used: new Set(names.split(" ")),
  }));

/** Class names that a module takes from the style sheet it imports as `name`. */
const usedClasses = (text: string, name: string) => matches(text, new RegExp(`\\b${name}\\["([^"]+)"\\]`, "g"));

/** Classes used but not defined, and defined but not used, as `file: class`. */
function mismatches(sheets: readonly SourceFile[], modules: readonly SourceFile[]) {
  const importsOf = ({ path, text }: SourceFile): Use[] =>
    [...text.matchAll(/import (\w+) from "([^"]+\.module\.css)"/g)].map(([, name = "", target = ""]) => ({
      path,
      sheet: join(dirname(path), target),
      used: usedClasses(text, name),
    }));
  const uses = [...modules.flatMap(importsOf), ...sheets.flatMap(compositions)];
  const defined = new Map(sheets.map(({ path, text }) => [path, definedClasses(text)]));
  return {
    unknown: uses.flatMap(({ path, sheet, used }) =>
      difference(used, defined.get(sheet) ?? new Set()).map((name) => `${path}: ${name}`),
    ),
    unused: [...defined].flatMap(([sheet, names]) => {
      const used = uses.filter((use) => use.sheet === sheet).flatMap((use) => [...use.used]);
      return difference(names, new Set(used)).map((name) => `${sheet}: ${name}`);
    }),
  };
}

describe("CSS modules", () => {
  const modules = filesIn("app", /\.tsx?$/);

  it("define every class in use, and no other", () => {
    const sheets = filesIn("app", /\.module\.css$/);
    expect(sheets.length).toBeGreaterThan(10);
    expect(mismatches(sheets, modules)).toEqual({ unknown: [], unused: [] });
  });

  it("are checked by this test: an unknown and an unused class are found", () => {
    const sheet = { path: "app/a/a.module.css", text: "/* .old {} */\n.row { margin: 0.5em }\n.row > .cell:hover {}" };
    const module = {
      path: "app/a/a.tsx",
      text: 'import classes from "./a.module.css";\nclasses["row"]; classes["missing"];',
    };
    expect(mismatches([sheet], [module])).toEqual({
      unknown: ["app/a/a.tsx: missing"],
      unused: ["app/a/a.module.css: cell"],
    });
  });

  it("leave only classes of the theme to plain class names", () => {
    const theme = definedClasses(readFileSync(join(root, "app/ui/theme/theme.css"), "utf8"));
    const plain = modules.flatMap(({ text }) =>
      [...matches(text, /className="([^"]+)"/g)].flatMap((names) => names.split(" ")),
    );
    expect(plain).toContain("faint");
    expect(difference(new Set(plain), theme)).toEqual([]);
  });
});

it("imports the styles of every Mantine component in use, including those of Mantine's command palette", () => {
  const own = filesIn("app", /\.(?:css|tsx?)$/).map(({ text }) => text);
  const spotlight = filesIn("node_modules/@mantine/spotlight/esm", /\.mjs$/).map(({ text }) => text);
  const lists = matches([...own, ...spotlight].join("\n"), /import \{([^}]*)\} from "@mantine\/core"/g);
  const used = [...lists].flatMap((list) => list.split(",").map((name) => name.trim()));
  const imported = matches(own.join("\n"), /@mantine\/core\/styles\/(\w+)\.css/g);
  const styled = used.filter((name) => existsSync(join(root, `node_modules/@mantine/core/styles/${name}.css`)));
  expect(styled.length).toBeGreaterThan(10);
  expect(styled.filter((name) => !imported.has(name))).toEqual([]);
});

it("leaves no colour in use out of the build", () => {
  const texts = filesIn("app", /\.(?:css|tsx?)$/).map(({ text }) => text);
  const styles = [...matches(texts.join("\n"), /@import "(@mantine\/[^"]+)"/g)]
    .filter((path) => !path.endsWith("default-css-variables.css"))
    .map((path) => readFileSync(join(root, "node_modules", path), "utf8"));
  const all = [...texts, ...styles].join("\n");
  const props = matches(all, /\bcolor=(?:"|\{[^}]*")(\w+)"/g);
  const variables = matches(all, /var\(--mantine-color-(\w+)-/g);
  expect([...props]).toContain("red");
  expect([...variables]).toContain("dark");
  expect(unusedColors.filter((color) => props.has(color) || variables.has(color))).toEqual([]);
});
