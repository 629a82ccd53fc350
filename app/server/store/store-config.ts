/** Where the store keeps its data: environment variables `RENDERDECK_DATA` and `DATABASE_URL`. */

export type StoreConfig =
  | { readonly engine: "sqlite"; readonly path: string }
  | { readonly engine: "postgres"; readonly url: string };

/** SQLite's name of a database that ends with the process. */
export const IN_MEMORY = ":memory:";

const DEFAULT_PATH = "./data/renderdeck.db";

/** A configuration that cannot be used; the message names the variable and the remedy, and contains no value. */
export class StoreConfigError extends Error {
  override readonly name = "StoreConfigError";
}

/** `isDemo`: the demo farm ends with the process, and so does its store unless a variable names a place. */
export function storeConfigOf(
  env: Readonly<Record<string, string | undefined>>,
  { isDemo }: { readonly isDemo: boolean },
): StoreConfig {
  const url = env["DATABASE_URL"]?.trim();
  const path = env["RENDERDECK_DATA"]?.trim();
  if (url && path) {
    throw new StoreConfigError("DATABASE_URL and RENDERDECK_DATA are both set: set one, PostgreSQL or a SQLite file");
  }
  if (!url) return { engine: "sqlite", path: path || (isDemo ? IN_MEMORY : DEFAULT_PATH) };
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new StoreConfigError("DATABASE_URL must be a URL such as postgres://user:password@host:5432/renderdeck");
  }
  return { engine: "postgres", url };
}
