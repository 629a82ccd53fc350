/** While an act on frames runs: which task, which of the two writes. Afterwards: the result of each task. */
import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../../protocol/tasks/task-tree";
import { AwaitedEffect } from "../../../ui/dialog/awaited-effect";
import { BatchFailed, CloseRow } from "../../../ui/dialog/write-results";
import { outcomeOf } from "../../../ui/dialog/write-summary";
import { TailName } from "../../../ui/status/tail-name";
import classes from "../needs.module.css";
import type { LeafResult, Progress } from "./use-frames-act";

export function FramesProgress({
  progress: { leaf, of, step },
  onCancel,
}: {
  progress: Progress;
  onCancel: () => void;
}) {
  const t = useTranslations("frames.stopRerender.step");
  const needs = useTranslations("task.needs.act");
  return (
    <p role="status">
      {of > 1 && `${needs("progress", { leaf, of })} `}
      {step?.kind === "waiting" ? (
        <>
          {t("waiting", { seconds: step.nextSeconds })}{" "}
          <Button variant="default" size="compact-sm" onClick={onCancel}>
            {t("cancel")}
          </Button>
        </>
      ) : (
        step && t(step.kind)
      )}
    </p>
  );
}

export function FramesResults({
  results,
  asked,
  nameOf,
  onLook,
  onClose,
}: {
  results: readonly LeafResult[];
  /** The words of the button that sent the act. */
  asked: string;
  nameOf: (leaf: TaskNode) => string;
  /** Reads the frames again and updates the results. */
  onLook: () => Promise<unknown>;
  onClose: () => void;
}) {
  const t = useTranslations("task.action");
  // Frames that were not stopped are not rerendered, however long one waits.
  const isAwaited = results.some(
    (result) => outcomeOf(result) === "accepted" && (result.steps === null || result.steps.rerender === "accepted"),
  );
  return (
    <>
      <BatchFailed results={results} asked={asked} taskIds={results.map(({ target }) => target.leaf.task.id)} />
      <AwaitedEffect isAwaited={isAwaited} onLook={onLook} />
      <ul className={classes["results"]}>
        {results.map((result) => (
          <li key={result.target.leaf.task.id}>
            <strong>{t(`outcome.${outcomeOf(result)}`)}</strong>
            <TailName name={nameOf(result.target.leaf)} whole={0} />
            <Steps result={result} />
          </li>
        ))}
      </ul>
      <CloseRow onClose={onClose} />
    </>
  );
}

/** What became of the stop and of the rerender. */
function Steps({ result: { steps, withoutEffect, target } }: { result: LeafResult }) {
  const t = useTranslations("frames.stopRerender.result");
  if (steps === null) {
    const done = target.frames.length - withoutEffect;
    return (
      <span className="faint">
        {withoutEffect > 0 ? t("notSeen", { count: withoutEffect }) : t("rerendered", { count: done })}
      </span>
    );
  }
  const { stopFailure, stopped, ended, running, rerender } = steps;
  const notStopped = ended.length + running.length;
  return (
    <span className="faint">
      {stopFailure === null
        ? t("stopAccepted")
        : t(stopFailure.certainty === "unknown" ? "stopUnknown" : "stopRefused")}
      {stopped.length > 0 && ` ${t("stopped", { count: stopped.length })}`}
      {ended.length > 0 && ` ${t("ended", { count: ended.length })}`}
      {stopFailure === null && running.length > 0 && ` ${t("running", { count: running.length })}`}{" "}
      {rerender === "accepted"
        ? t("rerendered", { count: target.frames.length - withoutEffect })
        : rerender === "not-sent"
          ? t("notSent")
          : t(rerender.certainty === "unknown" ? "rerenderUnknown" : "rerenderRefused")}
      {rerender === "accepted" &&
        withoutEffect > notStopped &&
        ` ${t("notSeen", { count: withoutEffect - notStopped })}`}
    </span>
  );
}
