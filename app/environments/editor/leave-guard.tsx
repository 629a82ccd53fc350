import { Button, Group } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Dialog } from "../../ui/dialog/dialog";
import { readEnvironmentSearch, sameForm } from "../environment-search";

/** Confirms before a form with unsaved changes is left: by a link, by Back, by closing or reloading the tab. */
export function LeaveGuard({ mayLeave }: { mayLeave: () => boolean }) {
  const t = useTranslations("environments.leave");
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      !mayLeave() &&
      !(
        current.pathname === next.pathname &&
        sameForm(readEnvironmentSearch(current.search), readEnvironmentSearch(next.search))
      ),
    enableBeforeUnload: () => !mayLeave(),
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog onClose={blocker.reset} title={t("title")}>
      <p>{t("what")}</p>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={blocker.reset} data-autofocus>
          {t("stay")}
        </Button>
        <Button color="red" onClick={blocker.proceed}>
          {t("leave")}
        </Button>
      </Group>
    </Dialog>
  );
}
