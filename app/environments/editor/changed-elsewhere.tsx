import { Alert, Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import { DifferenceList } from "../compare/difference-list";
import type { Difference } from "../compare/environment-diff";

/** Someone saved this environment since the form was begun: what they changed, and whose state shall stand. */
export function ChangedElsewhere({
  found,
  onKeepMine,
  onTakeTheirs,
}: {
  found: readonly Difference[];
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  const t = useTranslations("environments");
  return (
    <Alert color="yellow" title={t("conflict.title")} role="alert" mb="sm" tabIndex={-1} data-obstacle>
      <DifferenceList
        found={found}
        label={t("conflict.title")}
        before={t("conflict.opened")}
        after={t("conflict.now")}
      />
      <p>{t("conflict.what")}</p>
      <Group gap="sm">
        <Button variant="default" onClick={onKeepMine}>
          {t("conflict.keepMine")}
        </Button>
        <Button variant="default" onClick={onTakeTheirs}>
          {t("conflict.takeTheirs")}
        </Button>
      </Group>
    </Alert>
  );
}

/** It was deleted while it was edited: what was typed is still here. */
export function Deleted({ name }: { name: string }) {
  const t = useTranslations("environments");
  return (
    <Alert color="yellow" title={t("conflict.deleted", { name })} role="alert" mb="sm" tabIndex={-1} data-obstacle>
      {t("conflict.deletedHelp")}
    </Alert>
  );
}
