import { useTranslations } from "use-intl";
import { elapsedOf, type FrameFigures, slowness } from "../../protocol/frames/frame-figures";
import { isHung } from "../../protocol/frames/frame-hang";
import { frameCharge } from "../../protocol/pricing";
import { useCurrency } from "../../queries/account/currency";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useFormat } from "../../ui/format/format";
import { useFrameLabels } from "../frame-labels";

/** One frame in a line of words: what the pointer or the keyboard is on. */
export function FrameSummary({ row, figures, nowMs }: { row: FrameRow; figures: FrameFigures; nowMs: number }) {
  const t = useTranslations("frames");
  const words = useFrameLabels();
  const format = useFormat();
  const { currency, chargesHidden: hidden } = useCurrency();
  const { frame, name } = row;
  const elapsed = elapsedOf(frame, nowMs);
  const ratio = slowness(frame, figures.medianByType, nowMs);
  const cost = frameCharge(frame);
  const facts = [
    words.status(frame.statusCode),
    words.type(frame.typeCode),
    elapsed === null ? "" : format.duration(elapsed),
    ratio === null ? "" : t("ratio", { ratio }),
    cost === 0 || hidden ? "" : format.money(cost, currency),
    !frame.arrears || hidden ? "" : t("owed", { amount: format.money(frame.arrears, currency) }),
    frame.node ?? "",
    isHung(frame, figures.medianByType, nowMs) ? t("hung") : "",
    frame.resubmits === 0 ? "" : t("resubmitted", { count: frame.resubmits }),
  ];
  return (
    <>
      <strong>{t("frame", { name: words.name(name) })}</strong> {facts.filter((fact) => fact !== "").join(" · ")}
    </>
  );
}
