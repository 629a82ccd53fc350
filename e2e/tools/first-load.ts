/**
 * One chunk for what the first load needs anyway. Left alone, the bundler cuts a chunk for each set of pages that share a
 * module: sixty files that compress worse than few and are asked for one by one. Mantine stays with the bundler: its
 * index reaches every component, so the import graph does not tell which of them the first load uses.
 */
import { resolve } from "node:path";

type ModuleGraph = { getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null };

/** Packages used from the first row on, each as a whole. */
const packages =
  /node_modules\/(react|react-dom|scheduler|zod|use-intl|intl-messageformat|@formatjs|use-sync-external-store|@tanstack|clsx)\//;

/** A chunk name for `output.codeSplitting.groups`: "first" for the packages above and all of ours that `entry` imports. */
export function firstLoadOf(entry: string) {
  let reached: Set<string> | null = null;
  return (id: string, graph: ModuleGraph): string | null => {
    if (packages.test(id)) return "first";
    reached ??= reachedFrom(resolve(entry), graph);
    return reached.has(id) ? "first" : null;
  };
}

/** Our own modules that a module reaches without import(). */
function reachedFrom(root: string, graph: ModuleGraph): Set<string> {
  const reached = new Set([root]);
  for (const id of reached) {
    for (const next of graph.getModuleInfo(id)?.importedIds ?? [])
      if (!next.includes("node_modules")) reached.add(next);
  }
  return reached;
}
