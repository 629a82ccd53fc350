/**
 * Puts all modules of the first load into one chunk. By default the bundler makes a chunk for each set of pages that share a module:
 * sixty files, which compress worse and need a request each. Mantine is left to the bundler: its index imports every component, so
 * the import graph does not show which ones the first load uses.
 */
import { resolve } from "node:path";

type ModuleGraph = { getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null };

/** Packages that the first load uses completely. */
const packages =
  /node_modules\/(react|react-dom|scheduler|zod|use-intl|intl-messageformat|@formatjs|use-sync-external-store|@tanstack|clsx)\//;

/** The chunk name for `output.codeSplitting.groups`: "first" for these packages and for our modules that `entry` imports. */
export function firstLoadOf(entry: string) {
  let reached: Set<string> | null = null;
  return (id: string, graph: ModuleGraph): string | null => {
    if (packages.test(id)) return "first";
    reached ??= reachedFrom(resolve(entry), graph);
    return reached.has(id) ? "first" : null;
  };
}

/** Our modules that a module imports statically. */
function reachedFrom(root: string, graph: ModuleGraph): Set<string> {
  const reached = new Set([root]);
  for (const id of reached) {
    for (const next of graph.getModuleInfo(id)?.importedIds ?? [])
      if (!next.includes("node_modules")) reached.add(next);
  }
  return reached;
}
