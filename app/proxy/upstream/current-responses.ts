/** Converts responses of the current dialect whose members or units differ from the page's (endpoints-current section 2). */
import type { DecodeResponse } from "./dialect";

type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);
const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.filter(isRow) : []);

/** The farm stores the reminder in seconds (taskOverTimeSec); the hours next to it (taskOverTime) may differ. */
export const decodeUserSetting: DecodeResponse = ([data]) => {
  if (!isRow(data)) return data;
  const seconds = Number(data["taskOverTimeSec"]);
  return seconds > 0 ? { ...data, taskOverTime: seconds / 3600 } : data;
};

/** From this value on, a frame's taskOverTime is in milliseconds, as in 2018: as seconds it would be four months. */
const MILLISECONDS_FROM = 10_000_000;

function withTimeLimitInMilliseconds(frame: unknown): unknown {
  if (!isRow(frame)) return frame;
  const limit = Number(frame["taskOverTime"]);
  return limit > 0 && limit < MILLISECONDS_FROM ? { ...frame, taskOverTime: limit * 1000 } : frame;
}

/** A frame's taskOverTime is in seconds here; the page's schema would take 12 days and more for milliseconds. */
export const decodeFrames: DecodeResponse = ([data]) =>
  isRow(data) && Array.isArray(data["items"])
    ? { ...data, items: data["items"].map(withTimeLimitInMilliseconds) }
    : data;

/** The rows of several responses. Rows with equal values of `keyMembers` become one: the first, or the result of `merge`. */
function uniqueRows(
  rows: readonly Row[],
  keyMembers: readonly string[],
  merge: (first: Row, second: Row) => Row = (first) => first,
): Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(keyMembers.map((member) => row[member]));
    const first = byKey.get(key);
    byKey.set(key, first ? merge(first, row) : row);
  }
  return [...byKey.values()];
}

const mergePluginVersions = (first: Row, second: Row): Row => ({
  ...first,
  pluginVersions: uniqueRows([...rowsOf(first["pluginVersions"]), ...rowsOf(second["pluginVersions"])], ["pluginId"]),
});

/** The farm lists software versions and plug-ins per operating system; the page shows those of both. */
export const decodeSupportedPlugins: DecodeResponse = (responses) => {
  const lists = responses.filter(isRow);
  return {
    cgVersion: uniqueRows(
      lists.flatMap((list) => rowsOf(list["cgVersion"])),
      ["id"],
    ),
    cgPlugin: uniqueRows(
      lists.flatMap((list) => rowsOf(list["cgPlugin"])),
      ["cvId", "pluginName"],
      mergePluginVersions,
    ),
  };
};

/** The farm lists environments per operating system; the page shows those of both. */
export const decodeRenderEnvs: DecodeResponse = (responses) => uniqueRows(responses.flatMap(rowsOf), ["editName"]);
