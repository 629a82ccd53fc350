/** What a write concerns: for the log ids and names, for the audit also what was chosen. No other member of a request is noted. */
export type WriteTargets = Readonly<Record<string, unknown>>;

const targetMembers = [
  "taskId",
  "taskParam",
  "taskIds",
  "cloneOriginalId",
  "ids",
  "editName",
  "newName",
  "delName",
  "labelNames",
  "label",
];
/** Numbers, and lists of a few numbers. */
const choiceMembers = [
  "selectAll",
  "status",
  "overTime",
  "taskOverTime",
  "taskUserLevel",
  "hardwareConfigId",
  "count",
  "cgId",
];
const taskMembers = ["taskId", "taskParam", "taskIds", "cloneOriginalId"];
/** A request names up to 100,000 ids; the log gets the first ones and their number. */
const MAX_ITEMS = 100;

function membersOf(body: object, names: readonly string[]): WriteTargets {
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!names.includes(name)) continue;
    const isLong = Array.isArray(value) && value.length > MAX_ITEMS;
    members[name] = isLong ? { first: value.slice(0, MAX_ITEMS), count: value.length } : value;
  }
  return members;
}

export const writeTargets = (body: object): WriteTargets => membersOf(body, targetMembers);

/** Targets and choices. */
export const writeDetails = (body: object): WriteTargets => membersOf(body, [...targetMembers, ...choiceMembers]);

/** Ids of the tasks and layers that a write names, all of them. */
export const writeTasks = (body: object): string[] => [
  ...new Set(
    Object.entries(body)
      .filter(([name]) => taskMembers.includes(name))
      .flatMap(([, value]: [string, unknown]) => value)
      .filter((id) => typeof id === "string" || typeof id === "number")
      .map(String),
  ),
];
