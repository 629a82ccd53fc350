/** States of a view without data: the first load failed, or there is nothing to show. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../../protocol/wire/failure";
import { useFailureMessages } from "../format/failure-messages";
import classes from "./query-state.module.css";

/** A failed first load: what happened, what to do, and a retry button. */
export function LoadFailed({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const t = useTranslations("common");
  const { title, remedy } = useFailureMessages()(failure, "read");
  return (
    <Notice tone="bad" glyph="✕" title={title} role="alert">
      <p>{remedy}</p>
      <Button variant="default" onClick={onRetry}>
        {t("tryAgain")}
      </Button>
    </Notice>
  );
}

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
