/** The URL is the view: what `/environments?…` may say. What does not parse falls back. */

export type EnvironmentSearch = {
  /** cgId of the software; undefined: the farm's default one. */
  readonly software: number | undefined;
  /** The environment in the panel; with `act` "copy" the one that is copied. */
  readonly env: string;
  /** What the panel does with it. */
  readonly act: "" | "new" | "copy";
  /** The environment `env` is compared with. */
  readonly with: string;
  /** Words searched in name, version and plug-ins. */
  readonly q: string;
};

/** Longer than any name the farm can have; only keeps nonsense out. */
const MAX_LENGTH = 1000;

const text = (raw: unknown): string => (typeof raw === "string" && raw.length <= MAX_LENGTH ? raw : "");

/** A name may look like a number, and one page hands another a number. */
const name = (raw: unknown): string => text(typeof raw === "number" ? String(raw) : raw);

function cgId(raw: unknown): number | undefined {
  const id = typeof raw === "string" && raw !== "" ? Number(raw) : raw;
  return typeof id === "number" && Number.isSafeInteger(id) && id >= 0 ? id : undefined;
}

/** Reads the URL's search parameters. Never throws. */
export function readEnvironmentSearch(raw: object): EnvironmentSearch {
  const part = (key: keyof EnvironmentSearch): unknown => Reflect.get(raw, key);
  const act = part("act");
  return {
    software: cgId(part("software")),
    env: name(part("env")),
    act: act === "new" || act === "copy" ? act : "",
    with: name(part("with")),
    q: name(part("q")),
  };
}

/** Whether two views show the same form: only then nothing typed is lost on the way from one to the other. */
export const sameForm = (a: EnvironmentSearch, b: EnvironmentSearch): boolean =>
  a.software === b.software && a.env === b.env && a.act === b.act;
