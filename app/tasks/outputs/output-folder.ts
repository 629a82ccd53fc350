/** Folders of a task's output: their path, and the order of their files. */
import type { OutputFile } from "../../protocol/tasks/output-file";

export type Crumb = { readonly name: string; readonly path: string };

/** The folders above and including a path, from the first below the root: "/a/b" -> a, b. */
export function crumbsOf(path: string): Crumb[] {
  const parts = path.split("/").filter(Boolean);
  return parts.map((name, index) => ({ name, path: `/${parts.slice(0, index + 1).join("/")}` }));
}

/** The folder that contains these files; null when there are none. */
export function folderOf(files: readonly OutputFile[]): string | null {
  const [first] = files;
  return first ? first.path.slice(0, first.path.lastIndexOf("/")) || "/" : null;
}

/** Folders first, then by name with numeric order: shot_2 before shot_10. */
export function sortFiles(files: readonly OutputFile[], locale: string): OutputFile[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return files.toSorted((a, b) => Number(b.isFolder) - Number(a.isFolder) || compare(a.name, b.name));
}
