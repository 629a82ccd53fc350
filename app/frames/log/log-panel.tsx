/** The log of one frame: read page by page, searched, followed while the frame renders, linked line by line. */
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconArrowBarToDown, IconChevronDown, IconChevronUp, IconDownload, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { frameStatus } from "../../protocol/frames/frame";
import { logLines } from "../../protocol/frames/frame-log";
import { frameLogQuery, pauseFrameLog } from "../../queries/frames/frame-log-query";
import type { FrameRow } from "../../queries/frames/frame-set";
import { emptyFrameLog, isLogRead } from "../../queries/frames/log-pages";
import { failureOf } from "../../queries/http/call-error";
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
import { findErrors, findLines, step } from "./log-search";

const RENDERING = 2;

type PanelProps = {
  readonly frameId: number;
  /** The frame, once it is among the loaded ones. */
  readonly row: FrameRow | undefined;
  /** The line the URL speaks of, from 1. */
  readonly line: number | undefined;
  readonly onLine: (line: number) => void;
  readonly onClose: () => void;
};

export function FrameLogPanel({ frameId, row, line, onLine, onClose }: PanelProps) {
  const t = useTranslations("frames.log");
  const words = useFrameLabels();
  const { polling } = usePreferences();
  const status = frameStatus(row?.frame.statusCode ?? null);
  const renders = status.code === RENDERING;
  const run = row?.frame.resubmits ?? 0;
  const query = useQuery(frameLogQuery(frameId, run, renders, polling));
  const log = query.data ?? emptyFrameLog;
  const lines = useMemo(() => logLines(log.pages), [log.pages]);
  const errors = useMemo(() => findErrors(lines), [lines]);
  useLastLines(renders, query.refetch);

  const [text, setText] = useState("");
  const wanted = useDeferredValue(text);
  const hits = useMemo(() => findLines(lines, wanted), [lines, wanted]);
  const [follow, setFollow] = useState(line === undefined);
  const current = line === undefined ? null : line - 1;
  const go = (numbers: readonly number[], by: 1 | -1) => {
    const next = step(numbers, current, by);
    if (next === null) return;
    setFollow(false);
    onLine(next + 1);
  };
  const name = row ? words.name(row.name) : String(frameId);
  // Without a line on the URL: the end of what renders, the first error of what failed, else the beginning.
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
            // What is typed now: the marks may still be those of a moment ago.
            onStep={(by) => go(findLines(lines, text), by)}
            onClose={onClose}
          />
          <Button variant="default" disabled={errors.length === 0} onClick={() => go(errors, 1)}>
            {t("nextError", { count: errors.length })}
          </Button>
          {renders && (
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
      <LogNotes log={log} query={query} onPause={() => pauseFrameLog(frameId, run)} />
      {lines.length > 0 ? (
        <LogLines
          key={`${frameId} ${run}`}
          lines={lines}
          text={wanted}
          current={current}
          target={target}
          follow={follow && renders}
          onFollow={setFollow}
          onPick={(index) => onLine(index + 1)}
        />
      ) : query.error ? (
        <LoadFailed failure={failureOf(query.error)} onRetry={() => void query.refetch()} />
      ) : query.isFetching ? null : (
        <p className={classes["empty"]}>{t("none")}</p>
      )}
    </DockedPanel>
  );
}

/** When a frame ends, its last lines were written after the log was last read. */
function useLastLines(renders: boolean, refetch: () => Promise<unknown>) {
  const rendered = useRef(renders);
  useEffect(() => {
    if (rendered.current && !renders) void refetch();
    rendered.current = renders;
  }, [renders, refetch]);
}

/** What a file may be called anywhere. */
const fileName = (name: string) => `frame_${name.replaceAll(/[^\p{L}\p{N}]+/gu, "_")}`;

function Facts({ row: { frame } }: { row: FrameRow }) {
  const words = useFrameLabels();
  const format = useFormat();
  const { name, tone } = frameStatus(frame.statusCode);
  return (
    <>
      <span className="tone" data-tone={tone}>
        <span aria-hidden="true">{statusGlyphs[name]}</span> {words.status(frame.statusCode)}
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
