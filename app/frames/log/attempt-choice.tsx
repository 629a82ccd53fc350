/** The choice between the attempts of a frame whose log is open. */
import { NativeSelect } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Frame } from "../../protocol/frames/frame";
import { frameStatus } from "../../protocol/frames/frame-status";
import { type Attempt, attemptNumber } from "../../queries/frames/attempts";
import { useFormat } from "../../ui/format/format";
import { useFrameLabels } from "../frame-labels";
import type { AttemptChoice } from "./use-shown-attempt";

export function AttemptSelect({
  former,
  present,
  shown,
  onChoose,
}: {
  former: readonly Attempt[];
  present: Frame;
  shown: Attempt | null;
  onChoose: (choice: AttemptChoice) => void;
}) {
  const t = useTranslations("frames.log");
  const labels = useFrameLabels();
  const format = useFormat();
  const last = Math.max(attemptNumber(present), ...former.map(({ frame }) => attemptNumber(frame) + 1));
  const option = (frame: Frame, number: number, value: string) => {
    const { isEnded } = frameStatus(frame.statusCode);
    const time = isEnded && frame.renderSeconds !== null ? `, ${format.duration(frame.renderSeconds)}` : "";
    return { value, label: `${t("attempt", { number })}: ${labels.status(frame.statusCode)}${time}` };
  };
  return (
    <NativeSelect
      size="xs"
      aria-label={t("attempts")}
      data={[
        ...former.map(({ frame }) => option(frame, attemptNumber(frame), String(frame.resubmits))),
        option(present, last, "present"),
      ]}
      value={shown === null ? "present" : String(shown.frame.resubmits)}
      onChange={({ currentTarget: { value } }) => onChoose(value === "present" ? value : Number(value))}
    />
  );
}
