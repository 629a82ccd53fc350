/**
 * A new version of the server on a wall screen, which has no status line and nobody to press Reload: announced in small text,
 * and reloaded after a quiet minute.
 */
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { hasOtherBuild } from "../../queries/http/server-build";
import { toServerMs } from "../../state/server-clock";
import { useSecond } from "../../ui/browser/now";
import { reloadPage } from "../../ui/browser/reload-page";
import { useFormat } from "../../ui/format/format";
import classes from "./kiosk-reload.module.css";

/** How long the screen must be quiet, ms. */
const QUIET_MS = 60_000;
/** Two servers of different builds behind one address would otherwise reload the screen again and again. */
const MIN_BETWEEN_MS = 15 * 60_000;
/** When this tab last reloaded itself, epoch ms (sessionStorage). */
const RELOADED_KEY = "renderdeck.monitor.reloaded";

const lastReloadMs = (): number => {
  try {
    return Number(sessionStorage.getItem(RELOADED_KEY)) || Number.NEGATIVE_INFINITY;
  } catch {
    return Number.NEGATIVE_INFINITY;
  }
};

/** Reloads, and remembers when. Where that cannot be remembered the screen does not reload by itself. */
function reloadOnce(nowMs: number): void {
  try {
    sessionStorage.setItem(RELOADED_KEY, String(nowMs));
  } catch {
    return;
  }
  reloadPage();
}

/** `isQuiet`: the data is fresh, no dialog is open, and a reload would not end the full screen. */
export function KioskReload({ isQuiet }: { isQuiet: boolean }) {
  return hasOtherBuild.use() ? <PendingReload isQuiet={isQuiet} /> : null;
}

function PendingReload({ isQuiet }: { isQuiet: boolean }) {
  const t = useTranslations();
  const format = useFormat();
  const nowMs = useSecond();
  const [quietFromMs, setQuietFromMs] = useState<number | null>(null);
  if (isQuiet !== (quietFromMs !== null)) setQuietFromMs(isQuiet ? nowMs : null);
  const dueMs = quietFromMs === null ? null : Math.max(quietFromMs + QUIET_MS, lastReloadMs() + MIN_BETWEEN_MS);
  const isDue = dueMs !== null && nowMs >= dueMs;
  useEffect(() => {
    if (isDue) reloadOnce(Date.now());
  }, [isDue]);
  return (
    <>
      <span role="status" className={`tone ${classes["note"]}`} data-tone="halted">
        {dueMs === null
          ? t("monitor.bar.newVersion")
          : t("monitor.bar.reloadsAt", { time: format.time(toServerMs(dueMs)) })}
      </span>
      <Button variant="default" onClick={reloadPage}>
        {t("part.reload")}
      </Button>
    </>
  );
}
