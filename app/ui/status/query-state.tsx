/** States of a view without data: the first load failed, or there is nothing to show. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../../protocol/wire/failure";
import { RefusalAction } from "../dialog/refusal-action";
import { useFailureMessages } from "../format/failure-messages";
import classes from "./query-state.module.css";

/** A failed first load: what happened, what was requested, what to do, and a retry button. */
export function LoadFailed({
  failure,
  asked,
  onRetry,
}: {
  failure: Failure;
  /** What was requested, in the words of its heading. */
  asked: string;
  onRetry: () => void;
}) {
  const t = useTranslations();
  const { title, remedy } = useFailureMessages()(failure, "read");
  return (
    <Notice tone="bad" glyph="✕" title={title} role="alert">
      <p>
        {t("failure.asked", { what: asked })} {remedy}
      </p>
      <RefusalAction failure={failure} taskIds={noTasks} />
      <Button variant="default" onClick={onRetry}>
        {t("common.tryAgain")}
      </Button>
    </Notice>
  );
}

const noTasks: readonly number[] = [];

/** A message in the middle of an empty view, with what to do next. */
export function Notice({
  title,
  children,
  glyph,
  tone = "idle",
  role,
}: {
  title: string;
  children?: ReactNode;
  glyph?: string;
  tone?: "bad" | "idle";
  role?: "alert" | "status";
}) {
  return (
    <div className={classes["notice"]} role={role}>
      {glyph && (
        <span className={`tone ${classes["glyph"]}`} data-tone={tone} aria-hidden="true">
          {glyph}
        </span>
      )}
      <h2>{title}</h2>
      {children}
    </div>
  );
}
