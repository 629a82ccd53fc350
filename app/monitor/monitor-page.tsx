/** The wall screen: account totals, changes since a chosen hour, and a tile for each active task, failed first. */
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
import classes from "./monitor.module.css";
import type { MonitorSearch } from "./monitor-search";
import { MonitorBar } from "./screen/monitor-bar";
import { useScreen } from "./screen/screen";
import { StaleFrame } from "./screen/stale-frame";
import { useFullScreen } from "./screen/use-full-screen";
import { useWakeLock } from "./screen/use-wake-lock";
import { sinceMoment } from "./since/since";
import { SinceRow } from "./since/since-row";
import { TileWall } from "./tiles/tile-wall";
import type { Tile } from "./tiles/tiles";
import { useTiles } from "./tiles/use-tiles";
import { TotalsRow } from "./totals-row";
import { useGrowth } from "./trends/use-growth";
import { useMonitorData } from "./use-monitor-data";

export function MonitorPage() {
  const t = useTranslations("monitor");
  const format = useFormat();
  const search = useSearch({ from: "/monitor" });
  const navigate = useNavigate({ from: "/monitor" });
  const change = useCallback(
    (next: Partial<MonitorSearch>) =>
      void navigate({ search: (current) => ({ ...current, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const { scale } = useScreen();
  const nowMs = useHalfMinute();
  const fullScreen = useFullScreen();
  const wakeLock = useWakeLock(fullScreen.on || search.kiosk === 1);
  const { history, stats, freshness } = useMonitorData();
  usePageStatus(history, history.data ? freshness.lastMs : null);
  const readMs = toServerMs(history.dataUpdatedAt);
  const sinceMs = useMemo(
    () => sinceMoment(search.since, nowMs, (ms) => format.clock(ms, ms)),
    [search.since, nowMs, format],
  );
  const shownMs = Math.max(nowMs, toServerMs(freshness.lastMs));
  const growth = useGrowth(history.data, history.data ? readMs : 0, { since: search.since, sinceMs, nowMs: shownMs });
  const tiles = useTiles(history.data, readMs, sinceMs, nowMs);
  const [acknowledging, setAcknowledging] = useState<Tile | null>(null);

  const data = history.data;
  const isFresh = useSecond((ms) =>
    data !== undefined && freshness.failure === null && ms < freshness.staleFromMs ? 1 : 0,
  );
  const bar = { search, onChange: change, fullScreen, wakeLock, isQuiet: isFresh === 1 && acknowledging === null };
  const style: CSSProperties & { "--scale": number } = { "--scale": scale };
  return (
    <div className={classes["page"]} style={style} data-kiosk={search.kiosk === 1 || undefined}>
      {data ? (
        <StaleFrame freshness={freshness}>
          <MonitorBar {...bar} lastMs={freshness.lastMs} />
          <main className={classes["wall"]}>
            <TotalsRow totals={stats.data} />
            <SinceRow history={data} growth={growth} sinceMs={sinceMs} nowMs={shownMs} since={search.since} />
            <TileWall
              tiles={tiles}
              history={data}
              nowMs={nowMs}
              page={search.page}
              kiosk={search.kiosk === 1}
              isDialogOpen={acknowledging !== null}
              onPage={(page) => change({ page })}
              onAcknowledge={setAcknowledging}
            />
          </main>
        </StaleFrame>
      ) : (
        <div className={classes["frame"]}>
          <MonitorBar {...bar} lastMs={null} />
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
      {acknowledging && <AcknowledgeDialog tile={acknowledging} onClose={() => setAcknowledging(null)} />}
    </div>
  );
}
