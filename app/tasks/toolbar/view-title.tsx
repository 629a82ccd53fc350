/** The title of the page while a view is open: its name, and whether the list differs from it. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { userProfileQuery } from "../../queries/account/user-profile";
import { teamState } from "../../queries/team/team-state";
import { useTaskLayout } from "../grid/use-task-layout";
import type { TaskSearch } from "../view/task-search";
import { saveView } from "./change-views";
import { currentView, nameOnUrl, viewPart } from "./current-view";
import classes from "./menus.module.css";
import { useSavedViews } from "./saved-views";

export function ViewTitle({ search, isNarrow }: { search: TaskSearch; isNarrow: boolean }) {
  const t = useTranslations("task.views");
  const views = useSavedViews();
  const { data: user } = useQuery({ ...userProfileQuery, select: ({ userName }) => userName });
  const { layout } = useTaskLayout();
  const shared = teamState.use((team) => team?.views);
  const view = currentView(search, views, user ?? null, shared);
  if (view === null) return null;
  const { saved, builtIn, isEdited } = view;
  const name = builtIn === null ? nameOnUrl(search.view ?? "") : t(`builtIn.${builtIn}`);
  if (isNarrow) return <h1 className="visually-hidden">{name}</h1>;
  return (
    <>
      <h1 className={classes["viewTitle"]} title={name}>
        <bdi>{name}</bdi>
      </h1>
      {isEdited && (
        <span className={classes["edited"]}>
          {t("edited")}
          {saved && (
            <Button
              variant="default"
              onClick={() => saveView({ name: saved.name, search: viewPart(search), columns: layout })}
            >
              {t("update")}
            </Button>
          )}
        </span>
      )}
    </>
  );
}
