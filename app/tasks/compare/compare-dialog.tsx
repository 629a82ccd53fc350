/** Two tasks side by side. The URL names them; of a single one, the other is the version before of the same scene. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Refusal } from "../../protocol/account/rights";
import type { TaskIndex } from "../../protocol/tasks/task-index";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { picturesRefused } from "../../queries/frames/frame-pictures";
import { useMemoryObstacle } from "../../queries/history/memory";
import { taskLifeQuery } from "../../queries/history/recorded-history";
import { useCapability } from "../../queries/http/capabilities";
import { useHalfMinute } from "../../ui/browser/now";
import { useCopy } from "../../ui/controls/copy-text";
import { useRefusal } from "../../ui/controls/refusal";
import { Dialog } from "../../ui/dialog/dialog";
import { useFormat } from "../../ui/format/format";
import { usePreferences } from "../../ui/storage/preferences";
import { useChangeSearch } from "../view/use-task-search";
import classes from "./compare.module.css";
import { CompareTable } from "./compare-table";
import type { Side } from "./comparison";
import { versionBefore } from "./version-before";

export function CompareDialog({
  ids,
  index,
  nodes,
  isComplete,
}: {
  ids: readonly number[];
  index: TaskIndex;
  /** The top-level tasks. */
  nodes: ReadonlyMap<number, TaskNode>;
  /** The whole history is loaded: a task that is not in it does not exist. */
  isComplete: boolean;
}) {
  const t = useTranslations("task.compare");
  const changeSearch = useChangeSearch();
  const [first, second] = ids.map((id) => index.get(id)?.node);
  const pair = ids.length === 1 ? [first && versionBefore(first.task, nodes.values()), first] : [first, second];
  const [from, to] = pair;
  const message = !isComplete ? t("loading") : ids.length === 1 && to ? t("noneBefore") : t("missing");
  return (
    <Dialog onClose={() => changeSearch({ compare: [] })} title={t("title")} size="xl">
      {from && to ? <Compared from={from} to={to} /> : <p role="status">{message}</p>}
    </Dialog>
  );
}

function Compared({ from, to }: { from: TaskNode; to: TaskNode }) {
  const changeSearch = useChangeSearch();
  const copy = useCopy();
  const nowMs = useHalfMinute();
  const { polling } = usePreferences();
  const obstacle = useMemoryObstacle(polling);
  const [a, b] = [useLife(from, obstacle === null), useLife(to, obstacle === null)];
  const pictures = useCapability("framePictures");
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const t = useTranslations("task.compare");
  const sideOf = (node: TaskNode, life: Side["life"]): Side => ({ node, life, nowMs });
  return (
    <>
      <div className={classes["tools"]}>
        <Button variant="default" onClick={() => changeSearch({ compare: [to.task.id, from.task.id] })}>
          {t("swap")}
        </Button>
        <Button variant="default" onClick={() => copy(location.href, "link")}>
          {t("copyLink")}
        </Button>
        {pictures.has && <PicturesLink from={from} to={to} refusal={pictures.refusal} />}
        <label className={classes["check"]}>
          <input
            type="checkbox"
            checked={onlyDifferent}
            onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
          />
          {t("onlyDifferent")}
        </label>
      </div>
      <CompareTable from={sideOf(from, a.life)} to={sideOf(to, b.life)} onlyDifferent={onlyDifferent} />
      <Recorded obstacle={obstacle} lives={[a, b]} />
    </>
  );
}

/** Leads to the pictures of both tasks; disabled with the reason where there are none. */
function PicturesLink({ from, to, refusal }: { from: TaskNode; to: TaskNode; refusal: Refusal | null }) {
  const t = useTranslations("task.compare");
  const reason = useTranslations("sheet.refusedBy");
  const byFarm = picturesRefused.use();
  const byRight = useRefusal()(refusal);
  const refused = byFarm === null ? byRight : { disabled: true, title: reason(byFarm) };
  if (refused.disabled)
    return (
      <Button variant="default" {...refused}>
        {t("pictures")}
      </Button>
    );
  return (
    <Link to="/tasks/$taskId" params={{ taskId: String(to.task.id) }} search={{ with: `${from.task.id}.side` }}>
      {t("pictures")}
    </Link>
  );
}

function useLife({ task }: TaskNode, isReadable: boolean) {
  const { data, isError, isLoading } = useQuery({ ...taskLifeQuery(task.id), enabled: isReadable });
  return { life: data ?? null, isError, isLoading };
}

/** What is not known of the recorded figures, and why. */
function Recorded({
  obstacle,
  lives,
}: {
  obstacle: ReturnType<typeof useMemoryObstacle>;
  lives: readonly ReturnType<typeof useLife>[];
}) {
  const t = useTranslations("task.compare");
  const format = useFormat();
  const sinceMs = lives.find(({ life }) => life)?.life?.recordingSinceMs ?? null;
  const text = obstacle
    ? t(`obstacle.${obstacle}`)
    : lives.some(({ isError }) => isError)
      ? t("obstacle.away")
      : lives.some(({ isLoading }) => isLoading)
        ? t("loadingRecords")
        : sinceMs === null
          ? t("neverRecorded")
          : t("recordedSince", { when: format.moment(sinceMs) });
  return (
    <p className="faint" role="status">
      {text}
    </p>
  );
}
