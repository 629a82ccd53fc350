/** The frames of two tasks beside each other, frame by frame. The URL names the other task, the way to compare, the frame and the pass. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { leavesOf, type TaskNode } from "../../../protocol/tasks/task-tree";
import { emptyFrameSet, isComplete, orderedRows } from "../../../queries/frames/frame-set";
import { useFrameSet } from "../../../queries/frames/frame-set-query";
import { taskInContextQuery } from "../../../queries/frames/frame-task";
import { useCapability } from "../../../queries/http/capabilities";
import { useNarrow } from "../../../ui/browser/narrow";
import { useRefusal } from "../../../ui/controls/refusal";
import { Dialog } from "../../../ui/dialog/dialog";
import { Notice } from "../../../ui/status/query-state";
import { usePreferences } from "../../../ui/storage/preferences";
import { NoPictures } from "../load/no-pictures";
import { usePasses } from "../load/use-passes";
import { passOf, passOnUrl } from "../sheet/sheet-search";
import { matchingLeaf } from "./pair-frames";
import { pairSearchText, readPairSearch } from "./pair-search";
import { type PairedTask, PairView, type PairViewProps } from "./pair-view";

type PairDialogProps = {
  /** The leaf of the page, on the right. */
  readonly leaf: TaskNode;
  readonly top: TaskNode;
  /** The search parameters `with` and `pass`. */
  readonly text: string;
  readonly pass: number | undefined;
  /** Changes them; "" closes the dialog. */
  readonly onChange: (change: { readonly with: string; readonly pass?: number | undefined }) => void;
};

export function PairDialog({ leaf, top, text, pass, onChange }: PairDialogProps) {
  const t = useTranslations("pair");
  const isNarrow = useNarrow();
  const { polling } = usePreferences();
  const client = useQueryClient();
  const { refusal } = useCapability("framePictures");
  const refused = useRefusal()(refusal);
  const search = readPairSearch(text);
  const { data, isFetching } = useQuery({
    ...taskInContextQuery(client, search?.taskId ?? 0, polling),
    enabled: search !== null,
  });
  const leaves = leavesOf(top);
  const others = data ? leavesOf(data.top) : [];
  const other = others.find(({ task }) => task.id === search?.taskId) ?? matchingLeaf(leaf, leaves, others);
  return (
    <Dialog onClose={() => onChange({ with: "" })} title={t("title")} size="min(1500px, 94vw)" fullScreen={isNarrow}>
      {refused.title !== undefined ? (
        <Notice title={refused.title} />
      ) : search && data && other ? (
        <Pair
          leaves={[other, leaf]}
          nameOf={[data.top.task.sceneName, top.task.sceneName]}
          search={search}
          pass={passOf(pass)}
          onChange={(change) => onChange({ with: pairSearchText({ ...search, ...change }) })}
          onPass={(index) => onChange({ with: text, pass: passOnUrl(index) })}
        />
      ) : (
        <p role="status">{isFetching ? t("loadingTask") : t("missing")}</p>
      )}
    </Dialog>
  );
}

function useTask(leaf: TaskNode, name: string) {
  const { data: set = emptyFrameSet } = useFrameSet(leaf, "", null).query;
  const rows = useMemo(() => orderedRows(set), [set]);
  const task = useMemo((): PairedTask => ({ name, rows, isLoaded: isComplete(set) }), [name, rows, set]);
  return { task, ...usePasses(rows) };
}

function Pair({
  leaves: [fromLeaf, toLeaf],
  nameOf: [fromName, toName],
  ...view
}: {
  readonly leaves: readonly [TaskNode, TaskNode];
  readonly nameOf: readonly [string, string];
} & Omit<PairViewProps, "from" | "to" | "passes" | "onBroken">) {
  const t = useTranslations("pair");
  const [from, to] = [useTask(fromLeaf, fromName), useTask(toLeaf, toName)];
  const refusal = from.refusal ?? to.refusal;
  const passes = from.passes.length > to.passes.length ? from.passes : to.passes;
  /** Our server knows whether the farm refuses all pictures. */
  const askAgain = () => {
    void from.refetch();
    void to.refetch();
  };
  if (refusal === null) return <PairView from={from.task} to={to.task} passes={passes} onBroken={askAgain} {...view} />;
  return <NoPictures error={null} refusal={refusal} asked={t("title")} isDialog onRetry={askAgain} />;
}
