/** The wall screen: figures since a chosen hour, the tasks that need somebody in bands by severity, and a strip of the others. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type CSSProperties, useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../protocol/wire/call-error";
import { toServerMs } from "../state/server-clock";
import { useHalfMinute, useSecond } from "../ui/browser/now";
import { useFormat } from "../ui/format/format";
import { usePageStatus } from "../ui/status/page-status";
import { LoadFailed, Notice } from "../ui/status/query-state";
import { AcknowledgeDialog } from "./acknowledgement/acknowledge-dialog";
import { BandWall } from "./bands/band-wall";
import { FineStrip } from "./bands/fine-strip";
import { useWallTasks } from "./bands/use-wall-tasks";
import type { WallTask } from "./bands/wall-tasks";
import { Headline } from "./headline/headline";
import classes from "./monitor.module.css";
import { type MonitorSearch, readMonitorSearch, writeMonitorSearch } from "./monitor-search";
import { MonitorBar } from "./screen/monitor-bar";
import { useScreen } from "./screen/screen";
import { StaleFrame } from "./screen/stale-frame";
import { useControlsHidden } from "./screen/use-controls-hidden";
import { useFullScreen } from "./screen/use-full-screen";
import { useWakeLock } from "./screen/use-wake-lock";
import { countEnded, sinceMoment } from "./since/since";
import { useSincePhrase } from "./since/since-label";
import { useGrowth } from "./trends/use-growth";
import { useMonitorData } from "./use-monitor-data";
import { WallFoot } from "./wall-foot";

export function MonitorPage() {
  const t = useTranslations("monitor");
  const format = useFormat();
  const url = useSearch({ from: "/monitor" });
  const search = useMemo(() => readMonitorSearch(url), [url]);
  const navigate = useNavigate({ from: "/monitor" });
  const change = useCallback(
    (next: Partial<MonitorSearch>) =>
      void navigate({
        search: (current) => writeMonitorSearch({ ...readMonitorSearch(current), ...next }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const kiosk = search.kiosk === 1;
  const { scale } = useScreen();
  const nowMs = useHalfMinute();
  const fullScreen = useFullScreen();
  const wakeLock = useWakeLock(fullScreen.on || kiosk);
  const controlsHidden = useControlsHidden(kiosk);
  const { history, stats, freshness } = useMonitorData();
  usePageStatus(history, history.data ? freshness.lastMs : null);
  const readMs = toServerMs(history.dataUpdatedAt);
  const sinceMs = useMemo(
    () => sinceMoment(search.since, nowMs, (ms) => format.clock(ms, ms)),
    [search.since, nowMs, format],
  );
  const shownMs = Math.max(nowMs, toServerMs(freshness.lastMs));
  const growth = useGrowth(history.data, history.data ? readMs : 0, { since: search.since, sinceMs, nowMs: shownMs });
  const tasks = useWallTasks(history.data, readMs, sinceMs, nowMs);
  const sinceLabel = useSincePhrase()(search.since);
  const [acknowledging, setAcknowledging] = useState<WallTask | null>(null);

  const data = history.data;
  const finished = useMemo(
    () => (data?.isComplete ? countEnded(data.nodes.values(), sinceMs).finished : null),
    [data, sinceMs],
  );
  const isFresh = useSecond((ms) =>
    data !== undefined && freshness.failure === null && ms < freshness.staleFromMs ? 1 : 0,
  );
  const isQuiet = isFresh === 1 && acknowledging === null && !fullScreen.on;
  const bar = { search, onChange: change, fullScreen, wakeLock };
  const style: CSSProperties & { "--scale": number } = { "--scale": scale };
  return (
    <div
      className={classes["page"]}
      style={style}
      data-kiosk={kiosk || undefined}
      data-controls={controlsHidden ? "hidden" : kiosk ? "shown" : undefined}
    >
      {data ? (
        <StaleFrame freshness={freshness}>
          <MonitorBar {...bar} />
          <main className={classes["wall"]}>
            <Headline history={data} growth={growth} sinceMs={sinceMs} nowMs={shownMs} since={search.since} />
            <BandWall
              tasks={tasks}
              history={data}
              nowMs={nowMs}
              page={search.page}
              kiosk={kiosk}
              isDialogOpen={acknowledging !== null}
              onPage={(page) => change({ page })}
              onAcknowledge={setAcknowledging}
            />
            <FineStrip tasks={tasks.filter(({ band }) => band === "fine")} finished={finished} since={sinceLabel} />
            <WallFoot totals={stats.data} lastMs={freshness.lastMs} kiosk={kiosk} isQuiet={isQuiet} />
          </main>
        </StaleFrame>
      ) : (
        <div className={classes["frame"]}>
          <MonitorBar {...bar} />
          <main className={`${classes["wall"]} ${classes["first"]}`}>
            {history.error ? (
              <LoadFailed
                failure={failureOf(history.error)}
                asked={t("bar.title")}
                onRetry={() => void history.refetch()}
              />
            ) : (
              <Notice title={t("loading")} role="status" />
            )}
          </main>
        </div>
      )}
      {acknowledging && <AcknowledgeDialog task={acknowledging} onClose={() => setAcknowledging(null)} />}
    </div>
  );
}
