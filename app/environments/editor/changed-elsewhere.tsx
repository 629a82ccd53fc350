import { Alert, Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import { DifferenceList } from "../compare/difference-list";
import type { Difference } from "../compare/environment-diff";

/** Somebody saved this environment after the form was begun: their changes, and the choice of one of the two states. */
export function ChangedElsewhere({
  changes,
  onKeepMine,
  onTakeTheirs,
}: {
  changes: readonly Difference[];
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  const t = useTranslations("environments");
  return (
    <Alert color="yellow" title={t("conflict.title")} role="alert" mb="sm" tabIndex={-1} data-obstacle>
      <DifferenceList
        differences={changes}
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

/** The environment was deleted while it was edited: the draft remains in the form. */
export function Deleted({ name }: { name: string }) {
  const t = useTranslations("environments");
  return (
    <Alert color="yellow" title={t("conflict.deleted", { name })} role="alert" mb="sm" tabIndex={-1} data-obstacle>
      {t("conflict.deletedHelp")}
    </Alert>
  );
}
