/** The log of one frame: loaded page by page, with search, links to lines, and follow mode while the frame renders. */
import { ActionIcon, Button } from "@mantine/core";
import { IconArrowBarToDown, IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { logLines } from "../../protocol/frames/frame-log";
import { FRAME, frameStatus } from "../../protocol/frames/frame-status";
import { failureOf } from "../../protocol/wire/call-error";
import { attemptNumber } from "../../queries/frames/attempts";
import { frameLogQuery, pauseFrameLog } from "../../queries/frames/frame-log-query";
import type { FrameRow } from "../../queries/frames/frame-set";
import { emptyFrameLog, isLogRead } from "../../queries/frames/log-pages";
import { saveFile } from "../../ui/browser/save-file";
import { CopyButton } from "../../ui/controls/copy-button";
import { findShortcut } from "../../ui/controls/shortcut";
import { LoadFailed } from "../../ui/status/query-state";
import { usePreferences } from "../../ui/storage/preferences";
import { useFrameLabels } from "../frame-labels";
import { frameShortcuts } from "../frame-shortcuts";
import { AttemptSelect } from "./attempt-choice";
import { canHaveLog } from "./can-have-log";
import { DockedPanel } from "./docked-panel";
import { FailedLogButtons, type FailedLogs } from "./failed-logs";
import classes from "./log.module.css";
import { LogFacts } from "./log-facts";
import { LogLines } from "./log-lines";
import { LogNotes } from "./log-notes";
import { findErrors, findLines, nextOf } from "./log-search";
import { LogSearchField } from "./log-search-field";
import { type TaskWalk, TaskWalkButtons } from "./task-walk-buttons";
import { useShownAttempt } from "./use-shown-attempt";

type LogPanelProps = {
  readonly frameId: number;
  /** undefined until the frame is loaded. */
  readonly row: FrameRow | undefined;
  /** The line in the URL, from 1. */
  readonly line: number | undefined;
  /** The failed frames before and after this one. */
  readonly failedLogs: FailedLogs;
  readonly walk: TaskWalk | null;
  readonly onLine: (line: number) => void;
  readonly onClose: () => void;
};

export function FrameLogPanel({ frameId, row, line, failedLogs, walk, onLine, onClose }: LogPanelProps) {
  const t = useTranslations("frames.log");
  const labels = useFrameLabels();
  const { polling, shortcuts } = usePreferences();
  const { former, shown, choose } = useShownAttempt(frameId, row?.frame);
  const frame = shown?.frame ?? row?.frame;
  const status = frameStatus(frame?.statusCode ?? null);
  const isRendering = status.code === FRAME.rendering && shown === null;
  const run = row?.frame.resubmits ?? 0;
  const query = useQuery({ ...frameLogQuery(frameId, run, isRendering, polling), enabled: shown === null });
  const log = (shown === null ? query.data : shown.log) ?? emptyFrameLog;
  const lines = useMemo(() => logLines(log.pages), [log.pages]);
  const errors = useMemo(() => findErrors(lines), [lines]);
  useLastLines(isRendering, query.refetch);

  const [text, setText] = useState("");
  const searchText = useDeferredValue(text);
  const hits = useMemo(() => findLines(lines, searchText), [lines, searchText]);
  const [follow, setFollow] = useState(line === undefined);
  const current = line === undefined ? null : line - 1;
  const go = (numbers: readonly number[], by: 1 | -1) => {
    const next = nextOf(numbers, current, by);
    if (next === null) return;
    setFollow(false);
    onLine(next + 1);
  };
  const name = row ? labels.name(row.name) : String(frameId);
  // Without a line in the URL a failed frame opens at its first error.
  const target = current ?? (status.tone === "bad" ? (errors[0] ?? null) : null);
  return (
    <DockedPanel
      label={t("title", { name })}
      title={t("title", { name })}
      facts={frame && <LogFacts frame={frame} />}
      tools={
        <div className={classes["tools"]}>
          {row && former.length > 0 && (
            <AttemptSelect former={former} present={row.frame} shown={shown} onChoose={choose} />
          )}
          {walk && <TaskWalkButtons walk={walk} />}
          <FailedLogButtons logs={failedLogs} />
          <LogSearchField
            text={text}
            onText={setText}
            hits={hits}
            current={current}
            // By the current text: the deferred hits may be one render behind.
            onStep={(by) => go(findLines(lines, text), by)}
            onClose={onClose}
          />
          <Button variant="default" disabled={errors.length === 0} onClick={() => go(errors, 1)}>
            {t("nextError", { count: errors.length })}
          </Button>
          {isRendering && (
            <Button
              variant={follow ? "light" : "default"}
              aria-pressed={follow}
              leftSection={<IconArrowBarToDown size={14} aria-hidden="true" />}
              onClick={() => setFollow(!follow)}
            >
              {t("follow")}
            </Button>
          )}
          <ActionIcon
            variant="default"
            aria-label={t("download")}
            title={t("download")}
            disabled={lines.length === 0 || !isLogRead(log)}
            onClick={() => saveFile(`${fileName(name)}.log`, `${lines.join("\n")}\n`, "text/plain")}
          >
            <IconDownload size={15} aria-hidden="true" />
          </ActionIcon>
          {line !== undefined && <CopyButton text={window.location.href} what={t("lineLink", { line })} />}
        </div>
      }
      onKey={(event) => {
        const command = shortcuts ? findShortcut(frameShortcuts, event)?.command : undefined;
        if (command === "nextFailedLog") failedLogs.next?.();
        if (command === "previousFailedLog") failedLogs.previous?.();
      }}
      onClose={onClose}
    >
      {shown === null && (
        <LogNotes log={log} query={query} asked={t("title", { name })} onPause={() => pauseFrameLog(frameId, run)} />
      )}
      {lines.length > 0 ? (
        <LogLines
          key={`${frameId} ${shown?.frame.resubmits ?? run}`}
          lines={lines}
          text={searchText}
          current={current}
          target={target}
          follow={follow && isRendering}
          onFollow={setFollow}
          onPick={(index) => onLine(index + 1)}
        />
      ) : shown !== null ? (
        <p className={classes["empty"]}>{t("attemptUnread", { number: attemptNumber(shown.frame) })}</p>
      ) : query.error ? (
        <LoadFailed
          failure={failureOf(query.error)}
          asked={t("title", { name })}
          onRetry={() => void query.refetch()}
        />
      ) : query.isFetching ? null : (
        <p className={classes["empty"]}>{t(noLogReason(row), { number: run + 1 })}</p>
      )}
    </DockedPanel>
  );
}

/** Why there is no line: a frame that has rendered before, or has ended, must not seem to have never run. */
function noLogReason(row: FrameRow | undefined): "none" | "noneOfAttempt" | "noneAtFarm" {
  if (row === undefined || canHaveLog(row.frame)) return "noneAtFarm";
  return row.frame.resubmits > 0 ? "noneOfAttempt" : "none";
}

/** Loads the log once more when its frame ends: the last lines are written after the last poll. */
function useLastLines(isRendering: boolean, refetch: () => Promise<unknown>) {
  const wasRendering = useRef(isRendering);
  useEffect(() => {
    if (wasRendering.current && !isRendering) void refetch();
    wasRendering.current = isRendering;
  }, [isRendering, refetch]);
}

/** A file name that is valid on every system. */
const fileName = (name: string) => `frame_${name.replaceAll(/[^\p{L}\p{N}]+/gu, "_")}`;
