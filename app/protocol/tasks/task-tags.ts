/** Tags of tasks: `labels` of TaskInfo, a JSON text. The sources only have the empty one, `"{}"` (endpoints-current section 4). */
import { safeJsonParse } from "../wire/safe-json-parse";

const nameOf = (value: object): unknown =>
  "labelName" in value ? value.labelName : "name" in value ? value.name : "label" in value ? value.label : undefined;

/** The names of a task's tags, without duplicates, from a list, from `{id: name}` or from rows with a name. */
export function parseTags(labels: unknown): readonly string[] {
  const value = typeof labels === "string" ? safeJsonParse(labels) : labels;
  if (typeof value !== "object" || value === null) return noTags;
  const names = Object.values(value).map((item: unknown) =>
    typeof item === "object" && item !== null ? nameOf(item) : item,
  );
  const texts = names.filter((name): name is string => typeof name === "string" && name.trim() !== "");
  return texts.length === 0 ? noTags : [...new Set(texts)];
}

/** Shared by all tasks without tags. */
const noTags: readonly string[] = [];
