/** The frame of the whole Monitor: marks everything as stale as soon as data stops, until new data arrives. */
import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useSecond } from "../../ui/browser/now";
import { reloadPage } from "../../ui/browser/reload-page";
import { useFormat } from "../../ui/format/format";
import { Notice } from "../../ui/status/query-state";
import { ReadFailure } from "../../ui/status/read-failure";
import { setPreferences } from "../../ui/storage/preferences";
import classes from "../monitor.module.css";
import type { Freshness } from "../use-monitor-data";

/** While stale, pending requests are cancelled at this interval: one without an answer would hold up all later ones. Longer than our server waits for the farm. */
const RETRY_MS = 45_000;
/** A tab that becomes visible requests new data at once; its old data counts as stale only after this time. */
const VISIBLE_GRACE_MS = 2000;

export function StaleFrame({
  freshness,
  children,
}: {
  freshness: Freshness;
  /** The same element every second, so that only the frame renders again. */
  children: ReactNode;
}) {
  const nowMs = useSecond();
  const visibleSinceMs = useVisibleSinceMs();
  const isStale = nowMs >= Math.max(freshness.staleFromMs, visibleSinceMs + VISIBLE_GRACE_MS);
  useRetry(isStale && !freshness.paused, freshness.retry);
  return (
    <div className={classes["frame"]} data-stale={isStale || undefined}>
      {isSignedOut(freshness) ? (
        <SessionEnded />
      ) : (
        <>
          {isStale && <StaleBanner freshness={freshness} />}
          <div className={classes["content"]}>{children}</div>
        </>
      )}
    </div>
  );
}

const isSignedOut = ({ failure }: Freshness) => failure?.kind === "proxy" && failure.problem.endsWith(":signed-out");

/** In place of figures that nobody renews. The page itself leads to the sign-in and back. */
function SessionEnded() {
  const t = useTranslations("monitor.stale");
  return (
    <Notice title={t("signedOut")} role="alert">
      <p>{t("signedOutMeaning")}</p>
      <Button variant="default" onClick={reloadPage}>
        {t("signIn")}
      </Button>
    </Notice>
  );
}

function StaleBanner({ freshness: { lastMs, failure, paused } }: { freshness: Freshness }) {
  const t = useTranslations("monitor.stale");
  const format = useFormat();
  const asked = useTranslations("monitor.bar")("title");
  return (
    <div role="alert" className={classes["banner"]}>
      <strong>{t("since", { time: `${format.time(lastMs)} ${format.zoneName(lastMs)}` })}</strong>
      {paused ? (
        <Button variant="default" onClick={() => setPreferences({ polling: "auto" })}>
          {t("resume")}
        </Button>
      ) : (
        <span>{failure ? <ReadFailure failure={failure} asked={asked} /> : t("waiting")}</span>
      )}
    </div>
  );
}

/** When this tab was last opened or became visible, epoch ms. */
function useVisibleSinceMs(): number {
  const [visibleSinceMs, setVisibleSinceMs] = useState(() => Date.now());
  useEffect(() => {
    const onChange = () => {
      if (!document.hidden) setVisibleSinceMs(Date.now());
    };
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);
  return visibleSinceMs;
}

function useRetry(isNeeded: boolean, retry: () => void): void {
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  });
  useEffect(() => {
    if (!isNeeded) return;
    const timer = setInterval(() => latest.current(), RETRY_MS);
    return () => clearInterval(timer);
  }, [isNeeded]);
}
