/** One frame of two tasks: the tools, the pictures and the way to the other frames. */
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { pictureUrl } from "../../../queries/frames/frame-pictures";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { useWindowKeys } from "../../../ui/browser/use-window-keys";
import { usesKey } from "../../../ui/browser/uses-key";
import { visibleName } from "../../../ui/status/tail-name";
import { usePreferences } from "../../../ui/storage/preferences";
import { useFrameLabels } from "../../frame-labels";
import type { PassChoiceProps } from "../sheet/pass-choice";
import classes from "./pair.module.css";
import { type FramePair, pairFrames, shownIndex } from "./pair-frames";
import { type PairMode, type PairSearch, pairModes } from "./pair-search";
import { PairStage, type Side } from "./pair-stage";
import { type Gain, PairTools } from "./pair-tools";

export type PairedTask = {
  readonly name: string;
  /** In natural order. */
  readonly rows: readonly FrameRow[];
  /** Every frame is loaded. */
  readonly isLoaded: boolean;
};

export type PairViewProps = PassChoiceProps & {
  readonly from: PairedTask;
  readonly to: PairedTask;
  readonly search: PairSearch;
  readonly onChange: (change: Partial<PairSearch>) => void;
  /** A picture could not be loaded. */
  readonly onBroken: () => void;
};

const MIDDLE = 50;

export function PairView({ from, to, search, onChange, onBroken, ...passes }: PairViewProps) {
  const t = useTranslations("pair");
  const labels = useFrameLabels();
  const { shortcuts } = usePreferences();
  const [gain, setGain] = useState<Gain>(1);
  const [wipe, setWipe] = useState(MIDDLE);
  const { pass } = passes;
  const pairs = useMemo(() => pairFrames(from.rows, to.rows), [from.rows, to.rows]);
  const at = shownIndex(pairs, search.frame);
  const pair = pairs[at];
  usePreloaded(pairs, at, pass);
  const go = (target: number) => {
    const next = pairs[Math.max(0, Math.min(pairs.length - 1, target))];
    if (next && next.name !== pair?.name) onChange({ frame: next.name });
  };
  const setMode = (mode: PairMode) => onChange({ mode });
  useWindowKeys((event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || usesKey(event.target, event.key))
      return;
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
  });

  if (!pair) return <p role="status">{from.isLoaded && to.isLoaded ? t("none") : t("loadingFrames")}</p>;
  const frame = labels.name((pair.from ?? pair.to)?.name ?? { kind: "opaque", text: pair.name });
  const sideOf = (row: FrameRow | null, name: string): Side => ({
    label: visibleName(name),
    url: row && pictureUrl(row.frame, pass),
    note: row
      ? t("notDone", { frame, state: labels.status(row.frame.statusCode) })
      : t("noFrame", { frame, task: visibleName(name) }),
  });
  return (
    <div className={classes["pair"]}>
      <PairTools
        mode={search.mode}
        onMode={setMode}
        gain={gain}
        onGain={setGain}
        wipe={wipe}
        onWipe={setWipe}
        {...passes}
      />
      <PairStage
        mode={search.mode}
        from={sideOf(pair.from, from.name)}
        to={sideOf(pair.to, to.name)}
        frame={frame}
        gain={gain}
        wipe={wipe}
        onWipe={setWipe}
        onBroken={onBroken}
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
    </div>
  );
}

/** Loads the pictures of the next frames, so that a step shows them at once. */
function usePreloaded(pairs: readonly FramePair[], at: number, pass: number): void {
  useEffect(() => {
    for (const pair of [pairs[at + 1], pairs[at - 1]])
      for (const row of [pair?.from, pair?.to]) {
        const url = row ? pictureUrl(row.frame, pass) : null;
        if (url !== null) new Image().src = url;
      }
  }, [pairs, at, pass]);
}
