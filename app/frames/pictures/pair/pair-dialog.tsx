/** The frames of two tasks beside each other, frame by frame. The URL names the other task, the way to compare and the frame. */
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { FRAME } from "../../../protocol/frames/frame-status";
import { leavesOf, type TaskNode } from "../../../protocol/tasks/task-tree";
import { framePicturesQuery, pictureUrl } from "../../../queries/frames/frame-pictures";
import { emptyFrameSet, type FrameRow, isComplete, orderedRows } from "../../../queries/frames/frame-set";
import { useFrameSet } from "../../../queries/frames/frame-set-query";
import { taskInContextQuery } from "../../../queries/frames/frame-task";

import { isTyping } from "../../../ui/browser/is-typing";
import { useNarrow } from "../../../ui/browser/narrow";
import { Choice } from "../../../ui/controls/choice";
import { Dialog } from "../../../ui/dialog/dialog";
import { visibleName } from "../../../ui/status/tail-name";
import { usePreferences } from "../../../ui/storage/preferences";
import { useFrameLabels } from "../../frame-labels";
import classes from "./pair.module.css";
import { type FramePair, matchingLeaf, pairFrames, shownIndex } from "./pair-frames";
import { type PairMode, type PairSearch, pairModes, pairSearchText, readPairSearch } from "./pair-search";
import { PairStage, type Side } from "./pair-stage";

type PairDialogProps = {
  /** The leaf of the page, on the right. */
  readonly leaf: TaskNode;
  readonly top: TaskNode;
  /** The search parameter. */
  readonly text: string;
  /** Changes it; "" closes the dialog. */
  readonly onChange: (text: string) => void;
};

export function PairDialog({ leaf, top, text, onChange }: PairDialogProps) {
  const t = useTranslations("pair");
  const isNarrow = useNarrow();
  const { polling } = usePreferences();
  const client = useQueryClient();
  const search = readPairSearch(text);
  const { data, isFetching } = useQuery({
    ...taskInContextQuery(client, search?.taskId ?? 0, polling),
    enabled: search !== null,
  });
  const leaves = leavesOf(top);
  const others = data ? leavesOf(data.top) : [];
  const other = others.find(({ task }) => task.id === search?.taskId) ?? matchingLeaf(leaf, leaves, others);
  return (
    <Dialog onClose={() => onChange("")} title={t("title")} size="min(1500px, 94vw)" fullScreen={isNarrow}>
      {search && data && other ? (
        <Pair
          from={other}
          to={leaf}
          nameOf={[data.top.task.sceneName, top.task.sceneName]}
          search={search}
          onChange={(change) => onChange(pairSearchText({ ...search, ...change }))}
        />
      ) : (
        <p role="status">{isFetching ? t("loadingTask") : t("missing")}</p>
      )}
    </Dialog>
  );
}

function useRows(leaf: TaskNode): { readonly rows: readonly FrameRow[]; readonly isLoaded: boolean } {
  const { data: set = emptyFrameSet } = useFrameSet(leaf, "", null).query;
  const rows = useMemo(() => orderedRows(set), [set]);
  return { rows, isLoaded: isComplete(set) };
}

const gains = [1, 4, 16] as const;
const MIDDLE = 50;

function Pair({
  from,
  to,
  nameOf: [fromName, toName],
  search,
  onChange,
}: {
  from: TaskNode;
  to: TaskNode;
  nameOf: readonly [string, string];
  search: PairSearch;
  onChange: (change: Partial<PairSearch>) => void;
}) {
  const t = useTranslations("pair");
  const labels = useFrameLabels();
  const { shortcuts } = usePreferences();
  const [gain, setGain] = useState<(typeof gains)[number]>(1);
  const [wipe, setWipe] = useState(MIDDLE);
  const [index, setIndex] = useState(0);
  const [ofFrom, ofTo] = [useRows(from), useRows(to)];
  const pairs = useMemo(() => pairFrames(ofFrom.rows, ofTo.rows), [ofFrom.rows, ofTo.rows]);
  const at = shownIndex(pairs, search.frame);
  const pair = pairs[at];
  usePreloaded(pairs, at, index);

  if (!pair) return <p role="status">{ofFrom.isLoaded && ofTo.isLoaded ? t("none") : t("loadingFrames")}</p>;
  const frame = labels.name((pair.from ?? pair.to)?.name ?? { kind: "opaque", text: pair.name });
  const sideOf = (row: FrameRow | null, name: string): Side => ({
    label: visibleName(name),
    url: row && pictureUrl(row.frame, index),
    note: row
      ? t("notDone", { frame, state: labels.status(row.frame.statusCode) })
      : t("noFrame", { frame, task: visibleName(name) }),
  });
  const go = (target: number) => {
    const next = pairs[Math.max(0, Math.min(pairs.length - 1, target))];
    if (next && next.name !== pair.name) onChange({ frame: next.name });
  };
  const setMode = (mode: PairMode) => onChange({ mode });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const mode = shortcuts ? pairModes[Number(event.key) - 1] : undefined;
    const steps = new Map([
      ["ArrowLeft", at - 1],
      ["ArrowRight", at + 1],
      ["Home", 0],
      ["End", pairs.length - 1],
    ]);
    const target = steps.get(event.key);
    if (target !== undefined) go(target);
    else if (mode) setMode(mode);
    else return;
    event.preventDefault();
  };
  return (
    <KeyRegion className={classes["pair"]} onKey={onKeyDown}>
      <div className={classes["tools"]}>
        <Choice
          label={t("mode")}
          value={search.mode}
          options={pairModes.map((value) => ({ value, label: t(`modes.${value}`) }))}
          onChange={setMode}
        />
        {search.mode === "difference" && (
          <Choice
            label={t("gain")}
            value={gain}
            options={gains.map((value) => ({ value, label: `× ${value}` }))}
            onChange={setGain}
          />
        )}
        {search.mode === "wipe" && (
          <label className={classes["range"]}>
            {t("wipe")}
            <input
              type="range"
              min={0}
              max={100}
              value={wipe}
              onChange={(event) => setWipe(Number(event.target.value))}
            />
          </label>
        )}
        <PassChoice pair={pair} index={index} onChange={setIndex} />
      </div>
      <PairStage
        mode={search.mode}
        from={sideOf(pair.from, fromName)}
        to={sideOf(pair.to, toName)}
        frame={frame}
        gain={gain}
        wipe={wipe}
        onWipe={setWipe}
      />
      <div className={classes["steps"]}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t("previous")}
          disabled={at === 0}
          onClick={() => go(at - 1)}
        >
          <IconChevronLeft size={16} aria-hidden="true" />
        </ActionIcon>
        <input
          type="range"
          aria-label={t("frames")}
          aria-valuetext={t("frame", { frame })}
          min={0}
          max={pairs.length - 1}
          value={at}
          onChange={(event) => go(Number(event.target.value))}
        />
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t("next")}
          disabled={at === pairs.length - 1}
          onClick={() => go(at + 1)}
        >
          <IconChevronRight size={16} aria-hidden="true" />
        </ActionIcon>
        <span className={classes["place"]} role="status">
          {t("place", { frame, position: at + 1, count: pairs.length })}
        </span>
      </div>
    </KeyRegion>
  );
}

/** The keys work wherever the focus is in the region; each repeats a control inside. */
function KeyRegion({
  className,
  onKey,
  children,
}: {
  className: string | undefined;
  onKey: (event: KeyboardEvent) => void;
  children: ReactNode;
}) {
  const region = useRef<HTMLDivElement>(null);
  const handleKey = useEffectEvent(onKey);
  useEffect(() => {
    const { current } = region;
    const onKeyDown = (event: KeyboardEvent) => handleKey(event);
    current?.addEventListener("keydown", onKeyDown);
    return () => current?.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <div ref={region} className={className}>
      {children}
    </div>
  );
}

/** Loads the pictures of the next frames, so that a step shows them at once. */
function usePreloaded(pairs: readonly FramePair[], at: number, index: number): void {
  useEffect(() => {
    for (const pair of [pairs[at + 1], pairs[at - 1]])
      for (const row of [pair?.from, pair?.to]) {
        const url = row ? pictureUrl(row.frame, index) : null;
        if (url !== null) new Image().src = url;
      }
  }, [pairs, at, index]);
}

/** The passes of the frame in both tasks, by number; none where there is one picture. */
function PassChoice({
  pair: { from, to },
  index,
  onChange,
}: {
  pair: FramePair;
  index: number;
  onChange: (index: number) => void;
}) {
  const t = useTranslations("pair");
  const lists = [usePasses(from), usePasses(to)];
  const longest = lists.reduce((most, list) => (list.length > most.length ? list : most), []);
  if (longest.length < 2) return null;
  return (
    <Choice
      label={t("pass")}
      value={index}
      options={longest.map(({ index: value, pass }) => ({
        value,
        label: pass ?? t("unnamedPass", { number: value + 1 }),
      }))}
      onChange={onChange}
    />
  );
}

function usePasses(row: FrameRow | null) {
  const isDone = row?.frame.statusCode === FRAME.done;
  const { data } = useQuery(framePicturesQuery(isDone ? row.frame : null));
  return data?.pictures ?? [];
}
