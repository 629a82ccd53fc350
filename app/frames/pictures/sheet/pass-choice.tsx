import { useTranslations } from "use-intl";
import type { PicturesAnswer } from "../../../protocol/frames/frame-pictures";
import { Choice } from "../../../ui/controls/choice";

export type PassChoiceProps = {
  readonly passes: PicturesAnswer["pictures"];
  /** Number of the picture among those of a frame. */
  readonly pass: number;
  readonly onPass: (pass: number) => void;
};

/** The choice of a pass; nothing where a frame has one picture. */
export function PassChoice({ passes, pass, onPass }: PassChoiceProps) {
  const t = useTranslations("sheet");
  if (passes.length < 2) return null;
  return (
    <Choice
      label={t("pass")}
      value={pass}
      options={passes.map(({ index, pass: name }) => ({
        value: index,
        label: name ?? t("unnamedPass", { number: index + 1 }),
      }))}
      onChange={onPass}
    />
  );
}
