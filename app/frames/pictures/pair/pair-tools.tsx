/** How two pictures are compared, and which pass of them. */
import { useTranslations } from "use-intl";
import { Choice } from "../../../ui/controls/choice";
import { PassChoice, type PassChoiceProps } from "../sheet/pass-choice";
import tools from "../tools.module.css";
import classes from "./pair.module.css";
import { type PairMode, pairModes } from "./pair-search";

/** How much brighter a difference is shown. */
export const gains = [1, 4, 16] as const;
export type Gain = (typeof gains)[number];

export function PairTools({
  mode,
  onMode,
  gain,
  onGain,
  wipe,
  onWipe,
  ...passes
}: {
  mode: PairMode;
  onMode: (mode: PairMode) => void;
  gain: Gain;
  onGain: (gain: Gain) => void;
  /** Share of the width that shows the first picture, per cent. */
  wipe: number;
  onWipe: (wipe: number) => void;
} & PassChoiceProps) {
  const t = useTranslations("pair");
  return (
    <div className={tools["tools"]}>
      <Choice
        label={t("mode")}
        value={mode}
        options={pairModes.map((value) => ({ value, label: t(`modes.${value}`) }))}
        onChange={onMode}
      />
      {mode === "difference" && (
        <Choice
          label={t("gain")}
          value={gain}
          options={gains.map((value) => ({ value, label: `× ${value}` }))}
          onChange={onGain}
        />
      )}
      {mode === "wipe" && (
        <label className={classes["range"]}>
          {t("wipe")}
          <input type="range" min={0} max={100} value={wipe} onChange={(event) => onWipe(Number(event.target.value))} />
        </label>
      )}
      <PassChoice {...passes} />
    </div>
  );
}
