/** What a write concerns, for the log: ids and names, without its other members. */
export type WriteTargets = Readonly<Record<string, unknown>>;

const targetMembers = [
  "taskId",
  "taskParam",
  "taskIds",
  "ids",
  "editName",
  "newName",
  "delName",
  "labelNames",
  "label",
];
/** A request names up to 100,000 ids; the log gets the first ones and their number. */
const MAX_ITEMS = 100;

export function writeTargets(body: object): WriteTargets {
  const targets: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!targetMembers.includes(name)) continue;
    const isLong = Array.isArray(value) && value.length > MAX_ITEMS;
    targets[name] = isLong ? { first: value.slice(0, MAX_ITEMS), count: value.length } : value;
  }
  return targets;
}
