/** Where the store keeps its data, and how long: environment variables `RENDERDECK_DATA`, `DATABASE_URL` and `AUDIT_DAYS`. */

/** `keepActionsMs`: how long the audit is kept, ms; absent: for ever. */
export type StoreConfig = { readonly keepActionsMs?: number } & (
  | { readonly engine: "sqlite"; readonly path: string }
  | { readonly engine: "postgres"; readonly url: string }
);

const DAY_MS = 86_400_000;
/** A hundred years. */
const MAX_AUDIT_DAYS = 36_500;

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
  const kept = keptActions(env["AUDIT_DAYS"]?.trim() ?? "");
  if (!url) return { engine: "sqlite", path: path || (isDemo ? IN_MEMORY : DEFAULT_PATH), ...kept };
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new StoreConfigError("DATABASE_URL must be a URL such as postgres://user:password@host:5432/renderdeck");
  }
  return { engine: "postgres", url, ...kept };
}

function keptActions(text: string): Pick<StoreConfig, "keepActionsMs"> {
  if (text === "") return {};
  const days = /^\d+$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > MAX_AUDIT_DAYS)
    throw new StoreConfigError(
      `AUDIT_DAYS must be a number of days from 1 to ${MAX_AUDIT_DAYS}; without it the audit is kept`,
    );
  return { keepActionsMs: days * DAY_MS };
}
