/** Secrets that a variable names by file, e.g. one that a container mounts: NAME_FILE instead of NAME. */
import { readFileSync } from "node:fs";

type Variables = Readonly<Record<string, string>>;

/** Puts the content of the file that `<name>_FILE` names in the place of `<name>`. `prefix`: of both, for messages. */
export function withSecretFile(
  variables: Variables,
  name: string,
  prefix = "",
): { readonly variables: Variables; readonly problems: readonly string[] } {
  const file = variables[`${name}_FILE`];
  if (file === undefined) return { variables, problems: [] };
  if (variables[name] !== undefined)
    return { variables, problems: [`${prefix}${name}_FILE and ${prefix}${name} are both set: set one`] };
  try {
    return { variables: { ...variables, [name]: readFileSync(file, "utf8").trim() }, problems: [] };
  } catch {
    // Not the reason as well: a key that was set here by mistake would be in it.
    return { variables, problems: [`${prefix}${name}_FILE must name a file that this server can read`] };
  }
}
