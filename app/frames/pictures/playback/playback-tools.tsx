/** What is played and how: frames a second, repeat, range, pass, and which frames where a task has several kinds. */
import { Checkbox, NativeSelect } from "@mantine/core";
import { useTranslations } from "use-intl";
import { Choice } from "../../../ui/controls/choice";
import { RangeField } from "../../filters/range-field";
import { useFrameLabels } from "../../frame-labels";
import { PassChoice, type PassChoiceProps } from "../sheet/pass-choice";
import classes from "../tools.module.css";
import { frameRates, type PlaySearch } from "./playback-search";
import type { Sequence } from "./sequences";

export function PlaybackTools({
  sequences,
  chosen,
  search: { fps, isLooping },
  range,
  matching,
  onSearch,
  onRange,
  ...passes
}: {
  sequences: readonly Sequence[];
  /** Index of the played sequence. */
  chosen: number;
  search: PlaySearch;
  range: string;
  /** Number of frames in the range. */
  matching: number;
  onSearch: (change: Partial<PlaySearch>) => void;
  onRange: (range: string) => void;
} & PassChoiceProps) {
  const t = useTranslations("playback");
  const labels = useFrameLabels();
  return (
    <div className={classes["tools"]}>
      <Choice
        label={t("rate")}
        value={fps}
        options={frameRates.map((value) => ({ value, label: String(value) }))}
        onChange={(value) => onSearch({ fps: value })}
      />
      <Checkbox
        size="xs"
        label={t("loop")}
        checked={isLooping}
        onChange={(event) => onSearch({ isLooping: event.currentTarget.checked })}
      />
      <RangeField value={range} matching={matching} onChange={onRange} />
      <PassChoice {...passes} />
      {sequences.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label={t("sequence")}
          value={chosen}
          data={sequences.map(({ typeCode, tile, rows }, index) => ({
            value: String(index),
            label: t(tile === null ? "sequenceOfType" : "sequenceOfTile", {
              type: labels.type(typeCode),
              tile: tile ?? "",
              count: rows.length,
            }),
          }))}
          onChange={(event) => onSearch({ sequence: Number(event.currentTarget.value) + 1 })}
        />
      )}
    </div>
  );
}
