import { Button, Menu } from "@mantine/core";
import { IconDownload, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment, Software } from "../../protocol/environments/environment";
import { useRoleRefusal } from "../../queries/http/capabilities";
import { saveFile } from "../../ui/browser/save-file";
import { menuIcon } from "../../ui/controls/menu-icon";
import { MoreMenu } from "../../ui/controls/more-menu";
import { useRefusal } from "../../ui/controls/refusal";
import { CompareDialog } from "../compare/compare-dialog";
import type { EnvironmentSearch } from "../environment-search";
import { writeFile } from "../import/environment-file";
import { VersionsEntry } from "../versions/versions-entry";
import { DeleteDialog } from "./delete-dialog";
import classes from "./environment-actions.module.css";
import { MakeDefaultDialog } from "./make-default-dialog";
import { RenameDialog } from "./rename-dialog";

/** The commands for a saved environment. */
export function EnvironmentActions({
  environment,
  environments,
  software,
  taken,
  isDirty,
  search,
  onGo,
  onFill,
  onDone,
}: {
  environment: RenderEnvironment;
  environments: readonly RenderEnvironment[];
  software: Software;
  taken: ReadonlySet<string>;
  /** There are unsaved changes: commands that would lose them are disabled. */
  isDirty: boolean;
  search: EnvironmentSearch;
  onGo: (search: Partial<EnvironmentSearch>) => void;
  /** Fills the form with other content, as an unsaved change. */
  onFill: (content: RenderEnvironment) => void;
  /** A command was done and the panel remains open. */
  onDone: () => void;
}) {
  const t = useTranslations("environments");
  const [dialog, setDialog] = useState<"default" | "rename" | "delete" | null>(null);
  const { name, cgId } = environment;
  const others = environments.filter((one) => one.name !== name);
  const suggested = others.find(({ isDefault }) => isDefault) ?? others[0];
  const refused = useRefusal()(useRoleRefusal("roleManager"));
  const saveFirst = isDirty ? { disabled: true, title: t("saveFirst") } : {};
  return (
    <div className={classes["actions"]}>
      <Button variant="default" onClick={() => onGo({ act: "copy", with: "", versions: "" })}>
        {t("duplicate")}
      </Button>
      {/* It stays in its place when it has nothing to do: the next button must not slide under the pointer. */}
      <Button
        variant="default"
        onClick={() => setDialog("default")}
        {...(environment.isDefault ? { disabled: true, title: t("isDefault") } : refused)}
      >
        {t("default.open")}
      </Button>
      <Button variant="default" disabled={others.length === 0} onClick={() => onGo({ with: suggested?.name ?? "" })}>
        {t("compare.open")}
      </Button>
      <VersionsEntry
        {...{ cgId, name, search, onGo }}
        current={environment}
        obstacle={isDirty ? t("saveFirst") : undefined}
        onRestore={({ environment: content }) => content && onFill(content)}
      />
      <MoreMenu label={t("more")} width={220}>
        <Menu.Item {...menuIcon(IconPencil)} onClick={() => setDialog("rename")} {...saveFirst} {...refused}>
          {t("rename.open")}
        </Menu.Item>
        <Menu.Item
          {...menuIcon(IconDownload)}
          onClick={() => saveFile(fileName(name), writeFile([environment]), "application/json")}
        >
          {t("export")}
        </Menu.Item>
      </MoreMenu>
      <Button
        variant="default"
        className={classes["delete"] ?? ""}
        {...(isDirty ? {} : { c: "var(--tone-bad)" })}
        onClick={() => setDialog("delete")}
        {...saveFirst}
        {...refused}
      >
        {t("delete.open")}
      </Button>
      {search.with !== "" && (
        <CompareDialog
          environments={environments}
          left={environment}
          right={search.with}
          onRight={(other) => onGo({ with: other })}
          onClose={() => onGo({ with: "" })}
        />
      )}
      {dialog === "default" && (
        <MakeDefaultDialog
          environment={environment}
          software={software.cgName}
          onDone={() => {
            setDialog(null);
            // The button disappears, and the focus would be lost with it.
            onDone();
          }}
          onClose={() => setDialog(null)}
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

/** A file name that is valid on every file system. */
export const fileName = (name: string): string =>
  `${name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, "_").slice(0, 80)}.environments.json`;
