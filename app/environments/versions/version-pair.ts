/** Which two versions are compared, and where each version comes from. */
import type { EnvironmentOperation, EnvironmentVersion } from "../../mirror/environment-versions";

export type VersionPair = { readonly from: EnvironmentVersion; readonly to: EnvironmentVersion };

/** The pair on the URL ("3-5"); otherwise the newest version and the one before it. null: there is one version at most. */
export function pairOf(versions: readonly EnvironmentVersion[], text: string): VersionPair | null {
  const [from, to] = text.split("-").map((number) => versions.find(({ version }) => String(version) === number));
  if (from && to) return { from, to };
  const [newest, before] = versions;
  return newest && before ? { from: before, to: newest } : null;
}

export const pairText = ({ from, to }: { readonly from: number; readonly to: number }): string => `${from}-${to}`;

/** How a version was seen, and whether the next one came from a write through Renderdeck. */
export type VersionOrigin = {
  readonly after: EnvironmentOperation | "read";
  readonly isBeforeWrite: boolean;
};

/** The origins of versions, newest first. */
export const originsOf = (versions: readonly EnvironmentVersion[]): VersionOrigin[] =>
  versions.map(({ operation }, index) => ({
    after: operation ?? "read",
    isBeforeWrite: (versions[index - 1]?.operation ?? null) !== null,
  }));
