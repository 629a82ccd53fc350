import { useTranslations } from "use-intl";
import { frameCharge } from "../../protocol/charges";
import { elapsedSeconds, type FrameFigures, slownessRatio } from "../../protocol/frames/frame-figures";
import { isHung } from "../../protocol/frames/frame-hang";
import { useCurrency } from "../../queries/account/currency";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useFormat } from "../../ui/format/format";
import { useFrameLabels } from "../frame-labels";

/** One line about the frame under the pointer or the keyboard focus. */
export function FrameSummary({ row, figures, nowMs }: { row: FrameRow; figures: FrameFigures; nowMs: number }) {
  const t = useTranslations("frames");
  const labels = useFrameLabels();
  const format = useFormat();
  const { currency, chargesHidden } = useCurrency();
  const { frame, name } = row;
  const elapsed = elapsedSeconds(frame, nowMs);
  const ratio = slownessRatio(frame, figures.medianByType, nowMs);
  const charge = frameCharge(frame);
  const facts = [
    labels.status(frame.statusCode),
    labels.type(frame.typeCode),
    elapsed === null ? "" : format.duration(elapsed),
    ratio === null ? "" : t("ratio", { ratio }),
    !charge || chargesHidden ? "" : format.money(charge, currency),
    !frame.arrears || chargesHidden ? "" : t("owed", { amount: format.money(frame.arrears, currency) }),
    frame.node ?? "",
    isHung(frame, figures.medianByType, nowMs) ? t("hung") : "",
    frame.resubmits === 0 ? "" : t("resubmitted", { count: frame.resubmits }),
  ];
  return (
    <>
      <strong>{t("frame", { name: labels.name(name) })}</strong> {facts.filter((fact) => fact !== "").join(" · ")}
    </>
  );
}
