/** Every operation is reachable by a user: app/queries calls it, and a page uses the query; or a route of our server does. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { currentOperationNames, operationNames2018 } from "./protocol/endpoints";

const app = fileURLToPath(new URL(".", import.meta.url));

const sourcesIn = (folder: string) =>
  readdirSync(`${app}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.test)\.tsx?$/.test(name))
    .map((name) => readFileSync(`${app}${folder}/${name}`, "utf8"));

const queries = sourcesIn("queries").join("\n");
const pages = ["tasks", "frames", "monitor", "history", "accounts", "environments", "settings", "shell", "ui"]
  .flatMap(sourcesIn)
  .join("\n");

/** What our server calls for a route of its own. */
const routes = sourcesIn("server/pictures").join("\n");

/** The name is an argument of callOperation, or in a table whose operations are called. */
const isNamed = (name: string) => [queries, routes].some((sources) => sources.includes(`"${name}"`));

describe("every operation", () => {
  it("of 2018 is called in app/queries", () => {
    expect(operationNames2018).toHaveLength(28);
    expect(operationNames2018.filter((name) => !isNamed(name))).toEqual([]);
  });

  it("of the current dialect is called in app/queries or by a route of our server", () => {
    expect(currentOperationNames.filter((name) => !isNamed(name))).toEqual([]);
  });

  it("is called by a query that a page uses", () => {
    const exportedQueries = [...queries.matchAll(/^export (?:const|function) (use[A-Z]\w*|\w+Query)\b/gm)].map(
      ([, name]) => name,
    );
    expect(exportedQueries).toContain("useTaskAction");
    expect(exportedQueries.filter((name) => !new RegExp(`\\b${name}\\b`).test(pages) && !isUsedInside(name))).toEqual(
      [],
    );
  });
});

/** Another query uses it: its name occurs at least twice in app/queries. */
const isUsedInside = (name: string | undefined) => queries.split(new RegExp(`\\b${name}\\b`)).length > 2;
