import { useTranslations } from "use-intl";
import type { Frame } from "../../protocol/frames/frame";
import { frameStatus } from "../../protocol/frames/frame-status";
import { useFormat } from "../../ui/format/format";
import { statusGlyphs } from "../../ui/status/status-badge";
import { useFrameLabels } from "../frame-labels";

/** Beside the title of a log: state, node, start and render time of the run. */
export function LogFacts({ frame }: { frame: Frame }) {
  const t = useTranslations("frames.log");
  const labels = useFrameLabels();
  const format = useFormat();
  const { name, tone, isEnded } = frameStatus(frame.statusCode);
  return (
    <>
      <span className="tone" data-tone={tone}>
        <span aria-hidden="true">{statusGlyphs[name]}</span> {labels.status(frame.statusCode)}
      </span>
      {frame.node !== null && <bdi>{frame.node}</bdi>}
      {frame.startedMs !== null && <span>{format.moment(frame.startedMs)}</span>}
      {isEnded && frame.renderSeconds !== null && <span>{format.duration(frame.renderSeconds)}</span>}
      {/* Lines are shown as the farm wrote them. */}
      <span className="faint">{t("zone")}</span>
    </>
  );
}
