/** The log of one frame: loaded page by page, with search, links to lines, and follow mode while the frame renders. */
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconArrowBarToDown, IconChevronDown, IconChevronUp, IconDownload, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { logLines } from "../../protocol/frames/frame-log";
import { FRAME, frameStatus } from "../../protocol/frames/frame-status";
import { failureOf } from "../../protocol/wire/call-error";
import { frameLogQuery, pauseFrameLog } from "../../queries/frames/frame-log-query";
import type { FrameRow } from "../../queries/frames/frame-set";
import { emptyFrameLog, isLogRead } from "../../queries/frames/log-pages";
import { saveFile } from "../../ui/browser/save-file";
import { CopyButton } from "../../ui/controls/copy-button";
import { useFormat } from "../../ui/format/format";
import { LoadFailed } from "../../ui/status/query-state";
import { statusGlyphs } from "../../ui/status/status-badge";
import { usePreferences } from "../../ui/storage/preferences";
import { useFrameLabels } from "../frame-labels";
import { DockedPanel } from "./docked-panel";
import classes from "./log.module.css";
import { LogLines } from "./log-lines";
import { LogNotes } from "./log-notes";
import { findErrors, findLines, nextOf } from "./log-search";

type LogPanelProps = {
  readonly frameId: number;
  /** undefined until the frame is loaded. */
  readonly row: FrameRow | undefined;
  /** The line in the URL, from 1. */
  readonly line: number | undefined;
  readonly onLine: (line: number) => void;
  readonly onClose: () => void;
};

export function FrameLogPanel({ frameId, row, line, onLine, onClose }: LogPanelProps) {
  const t = useTranslations("frames.log");
  const labels = useFrameLabels();
  const { polling } = usePreferences();
  const status = frameStatus(row?.frame.statusCode ?? null);
  const isRendering = status.code === FRAME.rendering;
  const run = row?.frame.resubmits ?? 0;
  const query = useQuery(frameLogQuery(frameId, run, isRendering, polling));
  const log = query.data ?? emptyFrameLog;
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
      facts={row && <Facts row={row} />}
      tools={
        <div className={classes["tools"]}>
          <Search
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
      onClose={onClose}
    >
      <LogNotes log={log} query={query} asked={t("title", { name })} onPause={() => pauseFrameLog(frameId, run)} />
      {lines.length > 0 ? (
        <LogLines
          key={`${frameId} ${run}`}
          lines={lines}
          text={searchText}
          current={current}
          target={target}
          follow={follow && isRendering}
          onFollow={setFollow}
          onPick={(index) => onLine(index + 1)}
        />
      ) : query.error ? (
        <LoadFailed
          failure={failureOf(query.error)}
          asked={t("title", { name })}
          onRetry={() => void query.refetch()}
        />
      ) : query.isFetching ? null : (
        <p className={classes["empty"]}>{t("none")}</p>
      )}
    </DockedPanel>
  );
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

function Facts({ row: { frame } }: { row: FrameRow }) {
  const labels = useFrameLabels();
  const format = useFormat();
  const { name, tone } = frameStatus(frame.statusCode);
  return (
    <>
      <span className="tone" data-tone={tone}>
        <span aria-hidden="true">{statusGlyphs[name]}</span> {labels.status(frame.statusCode)}
      </span>
      {frame.node !== null && <bdi>{frame.node}</bdi>}
      {frame.startedMs !== null && <span>{format.moment(frame.startedMs)}</span>}
    </>
  );
}

function Search({
  text,
  onText,
  hits,
  current,
  onStep,
  onClose,
}: {
  text: string;
  onText: (text: string) => void;
  hits: readonly number[];
  current: number | null;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
}) {
  const t = useTranslations("frames.log");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && text !== "") onText("");
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
  };
  const place = current === null ? -1 : hits.indexOf(current);
  return (
    <div className={classes["search"]}>
      <TextInput
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status">{text !== "" && t("hits", { place: place + 1, count: hits.length })}</span>
      {hits.length > 0 && (
        <>
          <ActionIcon variant="default" aria-label={t("previous")} onClick={() => onStep(-1)}>
            <IconChevronUp size={14} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={t("next")} onClick={() => onStep(1)}>
            <IconChevronDown size={14} aria-hidden="true" />
          </ActionIcon>
        </>
      )}
    </div>
  );
}
