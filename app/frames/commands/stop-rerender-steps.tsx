/** The two writes of "stop and rerender": which one runs, and afterwards what became of each. */
import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { StopRerenderOutcome, StopRerenderStep } from "../../queries/frames/stop-then-rerender";
import classes from "./commands.module.css";

export function StepProgress({ step, onCancel }: { step: StopRerenderStep; onCancel: () => void }) {
  const t = useTranslations("frames.stopRerender.step");
  return (
    <ol className={classes["steps"]} role="status">
      <li>{step.kind === "stopping" ? t("stopping") : t("stopAccepted")}</li>
      {step.kind === "waiting" && (
        <li>
          {t("waiting", { seconds: step.nextSeconds })}{" "}
          <Button variant="default" size="compact-sm" onClick={onCancel}>
            {t("cancel")}
          </Button>
        </li>
      )}
      {step.kind === "rerendering" && <li>{t("rerendering")}</li>}
    </ol>
  );
}

export function StepResults({ outcome, withoutEffect }: { outcome: StopRerenderOutcome; withoutEffect: number }) {
  const t = useTranslations("frames.stopRerender.result");
  const { stopFailure, stopped, ended, running, rerender } = outcome;
  return (
    <ol className={classes["steps"]}>
      <li>
        {stopFailure === null
          ? t("stopAccepted")
          : t(stopFailure.certainty === "unknown" ? "stopUnknown" : "stopRefused")}
        {stopped.length > 0 && ` ${t("stopped", { count: stopped.length })}`}
        {ended.length > 0 && ` ${t("ended", { count: ended.length })}`}
        {stopFailure === null && running.length > 0 && ` ${t("running", { count: running.length })}`}
      </li>
      <li>
        {rerender === "accepted"
          ? t("rerendered", { count: stopped.length - withoutEffect })
          : rerender === "not-sent"
            ? t("notSent")
            : t(rerender.certainty === "unknown" ? "rerenderUnknown" : "rerenderRefused")}
        {rerender === "accepted" && withoutEffect > 0 && ` ${t("notSeen", { count: withoutEffect })}`}
      </li>
    </ol>
  );
}
