/** Around the whole Monitor: when data stops, everything in it says so at once, and takes it back by itself. */
import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useSecond } from "../../ui/browser/now";
import { useFailureMessages } from "../../ui/format/failure-messages";
import { useFormat } from "../../ui/format/format";
import { setPreferences } from "../../ui/storage/preferences";
import classes from "../monitor.module.css";
import type { Freshness } from "../use-monitor-data";

/** A request that never ends would hold up all later ones: while stale, those under way are given up this often. Longer than our own server waits for the farm. */
const GIVE_UP_MS = 45_000;
/** A tab that was just opened or shown again asks at once; old data is called old if no answer comes within this. */
const SHOWN_MS = 2000;

export function StaleFrame({
  freshness,
  children,
}: {
  freshness: Freshness;
  /** The same element from second to second, so that only the frame is drawn again. */
  children: ReactNode;
}) {
  const nowMs = useSecond();
  const shownMs = useShownMs();
  const stale = nowMs >= Math.max(freshness.staleFromMs, shownMs + SHOWN_MS);
  useRescue(stale && !freshness.paused, freshness.retry);
  return (
    <div className={classes["frame"]} data-stale={stale || undefined}>
      {stale && <StaleBanner freshness={freshness} />}
      <div className={classes["content"]}>{children}</div>
    </div>
  );
}

function StaleBanner({ freshness: { lastMs, failure, paused } }: { freshness: Freshness }) {
  const t = useTranslations("monitor.stale");
  const format = useFormat();
  const words = useFailureMessages();
  return (
    <div role="alert" className={classes["banner"]}>
      <strong>{t("since", { time: `${format.time(lastMs)} ${format.zoneName(lastMs)}` })}</strong>
      {paused ? (
        <Button variant="default" onClick={() => setPreferences({ polling: "auto" })}>
          {t("resume")}
        </Button>
      ) : (
        <span>{failure ? words(failure, "read").title : t("waiting")}</span>
      )}
    </div>
  );
}

/** When this tab was last opened or shown again, epoch ms. */
function useShownMs(): number {
  const [shownMs, setShownMs] = useState(() => Date.now());
  useEffect(() => {
    const onChange = () => {
      if (!document.hidden) setShownMs(Date.now());
    };
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);
  return shownMs;
}

function useRescue(needed: boolean, retry: () => void): void {
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  });
  useEffect(() => {
    if (!needed) return;
    const timer = setInterval(() => latest.current(), GIVE_UP_MS);
    return () => clearInterval(timer);
  }, [needed]);
}
