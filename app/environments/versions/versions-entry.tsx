import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { EnvironmentVersion } from "../../mirror/environment-versions";
import type { RenderEnvironment } from "../../protocol/environments/environment";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { toast } from "../../ui/toasts/toast";
import type { EnvironmentSearch } from "../environment-search";
import { useMemoryRefusal } from "./use-memory-refusal";

const VersionsDialog = lazyNamed(() => import("./versions-dialog"), "VersionsDialog");

/** The button that opens the versions of an environment, and their dialog. The URL says whether it is open. */
export function VersionsEntry({
  cgId,
  name,
  current,
  search,
  obstacle,
  onGo,
  onRestore,
}: {
  cgId: number;
  name: string;
  /** The environment as the farm has it; undefined: it was deleted. */
  current: RenderEnvironment | undefined;
  search: EnvironmentSearch;
  /** Why no version can be restored now. */
  obstacle?: string | undefined;
  onGo: (search: Partial<EnvironmentSearch>) => void;
  onRestore: (version: EnvironmentVersion) => void;
}) {
  const t = useTranslations("environments.versions");
  const refused = useMemoryRefusal();
  const isOpen = search.versions !== "" && !refused.disabled;
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // A dialog that a link opened has no element to return the focus to.
    const button = opener.current;
    return () => {
      if (isOpen && document.activeElement === document.body) button?.focus();
    };
  }, [isOpen]);
  return (
    <>
      <Button ref={opener} variant="default" onClick={() => onGo({ versions: "open" })} {...refused}>
        {t("open")}
      </Button>
      {isOpen && (
        <VersionsDialog
          {...{ cgId, name, current, obstacle }}
          pair={search.versions}
          onPair={(versions) => onGo({ versions })}
          onRestore={(version) => {
            onGo({ versions: "" });
            onRestore(version);
            void toast({ tone: "good", title: t("restored", { version: version.version }) });
          }}
          onClose={() => onGo({ versions: "" })}
        />
      )}
    </>
  );
}
