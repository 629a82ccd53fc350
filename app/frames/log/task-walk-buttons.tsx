/** Steps from the log to the previous and the next task of the list: the log may cover the title of the page, which has them too. */
import { useTranslations } from "use-intl";
import type { ListPlace } from "../../ui/controls/list-place";
import { WalkStep } from "../../ui/controls/list-walk";
import classes from "./log.module.css";

export type TaskWalk = { readonly place: ListPlace; readonly onGo: (id: number) => void };

export function TaskWalkButtons({ walk }: { walk: TaskWalk }) {
  const t = useTranslations("frames.log");
  return (
    <span className={classes["failed"]}>
      <WalkStep side="previous" size={26} {...walk} />
      <span aria-hidden="true">{t("task")}</span>
      <WalkStep side="next" size={26} {...walk} />
    </span>
  );
}
