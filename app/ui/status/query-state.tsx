/** The states around data: first load failed, nothing there, not built yet. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../../protocol/wire/failure";
import { useFailureMessages } from "../format/failure-messages";
import classes from "./query-state.module.css";

/** The first load failed and there is nothing to show: what happened, what to do, try again. */
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

/** A quiet message in the middle of an otherwise empty place, with what to do next. */
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
