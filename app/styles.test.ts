/** Mantine's styles are imported one by one (ui/mantine.css): a component whose styles are missing stands there naked. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Texts of the files below a folder whose names match. */
const texts = (folder: string, name: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));

const matches = (all: readonly string[], pattern: RegExp) =>
  new Set(all.flatMap((text) => [...text.matchAll(pattern)].map(([, found = ""]) => found)));

it("has the styles of every Mantine component in use, those that Mantine's own palette draws among them", () => {
  const own = texts("app", /\.(?:css|tsx?)$/);
  const theirs = texts("node_modules/@mantine/spotlight/esm", /\.mjs$/);
  const lists = matches([...own, ...theirs], /import \{([^}]*)\} from "@mantine\/core"/g);
  const used = [...lists].flatMap((list) => list.split(",").map((name) => name.trim()));
  const imported = matches(own, /@mantine\/core\/styles\/(\w+)\.css/g);
  const styled = used.filter((name) => existsSync(join(root, `node_modules/@mantine/core/styles/${name}.css`)));
  expect(styled.length).toBeGreaterThan(10);
  expect(styled.filter((name) => !imported.has(name))).toEqual([]);
});
