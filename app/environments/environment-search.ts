/** The search parameters of `/environments?…`, which define the view. Invalid values become the defaults. */

export type EnvironmentSearch = {
  /** cgId of the software; undefined: the farm's default one. */
  readonly software: number | undefined;
  /** The environment in the panel; with `act` "copy" the one that is copied. */
  readonly env: string;
  /** What the panel edits: an existing environment, a new one or a copy. */
  readonly act: "" | "new" | "copy";
  /** The environment `env` is compared with. */
  readonly with: string;
  /** The versions of `env`: "" closed, "open", or the numbers of the two that are compared: "3-5". */
  readonly versions: string;
  /** With `act` "copy": the recorded version that is copied; undefined: the environment as it is. */
  readonly version: number | undefined;
  /** Search terms for name, version, system and plug-ins. */
  readonly q: string;
};

/** The search parameters as they are on the URL. */
export type EnvironmentUrl = { readonly [Name in keyof EnvironmentSearch]?: string | number | undefined };

/** Longer than any name of the farm: a limit for malformed URLs. */
const MAX_LENGTH = 1000;

const text = (raw: unknown): string => (typeof raw === "string" && raw.length <= MAX_LENGTH ? raw : "");

/** A name of digits may arrive as a number. */
const name = (raw: unknown): string => text(typeof raw === "number" ? String(raw) : raw);

function natural(raw: unknown): number | undefined {
  const number = typeof raw === "string" && raw !== "" ? Number(raw) : raw;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** Reads the URL's search parameters. Never throws. */
export function readEnvironmentSearch(raw: object): EnvironmentSearch {
  const part = (key: keyof EnvironmentSearch): unknown => Reflect.get(raw, key);
  const act = part("act");
  return {
    software: natural(part("software")),
    env: name(part("env")),
    act: act === "new" || act === "copy" ? act : "",
    with: name(part("with")),
    versions: /^(?:open|[1-9]\d{0,8}-[1-9]\d{0,8})$/.exec(text(part("versions")))?.[0] ?? "",
    version: natural(part("version")),
    q: name(part("q")),
  };
}

/** Whether two views show the same form, so that navigation between them keeps the draft. */
export const sameForm = (a: EnvironmentSearch, b: EnvironmentSearch): boolean =>
  a.software === b.software && a.env === b.env && a.act === b.act && a.version === b.version;
