/** The rendered files of a task in its panel, with the mark that somebody has fetched them. */
import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { fetchedMark, outputStateOf, outputsEndMs } from "../../protocol/tasks/task-outputs";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { teamState } from "../../queries/team/team-state";
import { useSelf } from "../team/use-self";
import classes from "./outputs.module.css";
import { CopyOutputs, OutputsFacts } from "./outputs-facts";
import { useMarkFetched } from "./use-mark-fetched";
import { useOutputsMoment } from "./use-outputs-moment";

/** `node`: a top-level task. Renders nothing for one without finished frames. */
export function OutputsSection({ node }: { node: TaskNode }) {
  const t = useTranslations("task.outputs");
  const moment = useOutputsMoment();
  const self = useSelf();
  const isKept = teamState.use((team) => team !== null);
  const { mark, dialog } = useMarkFetched();
  if (outputsEndMs(node, moment.outputDays) === null) return null;
  const state = outputStateOf(node, moment);
  const valid = fetchedMark(node, moment.fetched);
  const mayWrite = isKept && self !== undefined && self.role !== "viewer" && state !== "gone";
  return (
    <section aria-label={t("title")}>
      <h3>{t("title")}</h3>
      <OutputsFacts node={node} />
      <div className={classes["actions"]}>
        {mayWrite && (
          <Button variant="default" onClick={() => void mark([node.task.id], valid === null)}>
            {t(valid === null ? "mark" : "unmark")}
          </Button>
        )}
        {state !== "gone" && <CopyOutputs node={node} />}
      </div>
      {dialog}
    </section>
  );
}
