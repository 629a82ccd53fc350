import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment, Software } from "../../protocol/environments/environment";
import { useMakeDefault } from "../../queries/environments/environment-writes";
import { failureOf } from "../../queries/http/call-error";
import { saveFile } from "../../ui/browser/save-file";
import { CallFailed } from "../../ui/dialog/call-failed";
import { toast } from "../../ui/toasts/toast";
import { CompareDialog } from "../compare/compare-dialog";
import panelClasses from "../editor/panel.module.css";
import type { EnvironmentSearch } from "../environment-search";
import { writeFile } from "../import/environment-file";
import { DeleteDialog } from "./delete-dialog";
import { RenameDialog } from "./rename-dialog";

/** What can be done with a saved environment besides editing it. */
export function EnvironmentActions({
  environment,
  environments,
  software,
  taken,
  dirty,
  search,
  onGo,
  onDone,
}: {
  environment: RenderEnvironment;
  environments: readonly RenderEnvironment[];
  software: Software;
  taken: ReadonlySet<string>;
  /** There are unsaved changes: what would lose them waits. */
  dirty: boolean;
  search: EnvironmentSearch;
  onGo: (search: Partial<EnvironmentSearch>) => void;
  /** Something was done here and the panel stays. */
  onDone: () => void;
}) {
  const t = useTranslations("environments");
  const makeDefault = useMakeDefault();
  const [dialog, setDialog] = useState<"rename" | "delete" | null>(null);
  const { name } = environment;
  const others = environments.filter((one) => one.name !== name);
  const suggested = others.find(({ isDefault }) => isDefault) ?? others[0];
  const waits = dirty ? { disabled: true, title: t("saveFirst") } : {};
  return (
    <div className={panelClasses["actions"]}>
      <Button variant="default" onClick={() => onGo({ act: "copy", with: "" })}>
        {t("duplicate")}
      </Button>
      {!environment.isDefault && (
        <Button
          variant="default"
          loading={makeDefault.isPending}
          onClick={() =>
            makeDefault.mutate(environment, {
              onSuccess: () => {
                // The button is gone now, and the focus would be gone with it.
                onDone();
                void toast({ tone: "good", title: t("nowDefault", { name, software: software.cgName }) });
              },
            })
          }
        >
          {t("makeDefault")}
        </Button>
      )}
      <Button variant="default" disabled={others.length === 0} onClick={() => onGo({ with: suggested?.name ?? "" })}>
        {t("compare.open")}
      </Button>
      <Button variant="default" onClick={() => setDialog("rename")} {...waits}>
        {t("rename.open")}
      </Button>
      <Button variant="default" onClick={() => saveFile(fileName(name), writeFile([environment]), "application/json")}>
        {t("export")}
      </Button>
      <Button
        variant="default"
        {...(dirty ? {} : { c: "var(--tone-bad)" })}
        onClick={() => setDialog("delete")}
        {...waits}
      >
        {t("delete.open")}
      </Button>
      {makeDefault.error && (
        <CallFailed failure={failureOf(makeDefault.error)} kind="write" unknown={t("outcomeUnknown")} />
      )}
      {search.with !== "" && (
        <CompareDialog
          environments={environments}
          left={environment}
          right={search.with}
          onRight={(other) => onGo({ with: other })}
          onClose={() => onGo({ with: "" })}
        />
      )}
      {dialog === "rename" && (
        <RenameDialog
          environment={environment}
          taken={taken}
          onDone={(renamed) => onGo({ env: renamed })}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === "delete" && (
        <DeleteDialog
          environment={environment}
          software={software.cgName}
          onDone={() => onGo({ env: "", with: "" })}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}

/** A name every file system takes. */
export const fileName = (name: string): string =>
  `${name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, "_").slice(0, 80)}.environments.json`;
