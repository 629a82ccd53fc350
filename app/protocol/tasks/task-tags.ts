/** Tags on tasks: TaskInfo's `labels`, a JSON text of which the sources show only the empty one, `"{}"` (endpoints-current 4). */
import { safeJsonParse } from "../wire/safe-json-parse";

const named = (value: object): unknown =>
  "labelName" in value ? value.labelName : "name" in value ? value.name : "label" in value ? value.label : undefined;

/** The tags of a task by name, whether they come as a list, as `{id: name}` or as rows with a name; no text twice. */
export function parseTags(labels: unknown): readonly string[] {
  const value = typeof labels === "string" ? safeJsonParse(labels) : labels;
  if (typeof value !== "object" || value === null) return noTags;
  const names = Object.values(value).map((item: unknown) =>
    typeof item === "object" && item !== null ? named(item) : item,
  );
  const texts = names.filter((name): name is string => typeof name === "string" && name.trim() !== "");
  return texts.length === 0 ? noTags : [...new Set(texts)];
}

/** One shared list for tasks without tags. */
const noTags: readonly string[] = [];
