/** How many tasks need somebody: the same number as beside Tasks in the navigation, as a link to them. */
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../../mirror/task-history";
import { countNeeds } from "../../protocol/tasks/task-needs";
import { needsStep, useNeedsMoment } from "../../queries/tasks/use-needs-moment";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { Figure } from "./figure";

export function NeedsFigure({ history: { nodes } }: { history: TaskHistory }) {
  const t = useTranslations("monitor.headline");
  const format = useFormat();
  const moment = useNeedsMoment(useHalfMinute(needsStep));
  const count = useMemo(() => countNeeds(nodes.values(), moment), [nodes, moment]);
  return (
    <Figure value={format.count(count)} name={t("needsYou", { count })} aside={null}>
      {(content) => (
        <Link to="/tasks" search={{ group: "needsYou" }} title={t("needsYouLink")}>
          {content}
        </Link>
      )}
    </Figure>
  );
}
