/** The wall screen: account totals, what happened since a chosen hour, and a tile for each active task, failed first. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type CSSProperties, useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { userProfileQuery } from "../queries/account";
import { failureOf } from "../queries/call-error";
import { useFormat } from "../ui/format";
import { useHalfMinute } from "../ui/now";
import { usePageStatus } from "../ui/page-status";
import { LoadFailed, Notice } from "../ui/query-state";
import classes from "./monitor.module.css";
import { MonitorBar } from "./monitor-bar";
import type { MonitorSearch } from "./monitor-search";
import { useScreen } from "./screen";
import { SeenDialog } from "./seen-dialog";
import { sinceMoment } from "./since";
import { SinceRow } from "./since-row";
import { StaleFrame } from "./stale-frame";
import { TileWall } from "./tile-wall";
import type { Tile } from "./tiles";
import { TotalsRow } from "./totals-row";
import { useFullScreen } from "./use-full-screen";
import { useMonitorData } from "./use-monitor-data";
import { useSamples } from "./use-samples";
import { useTiles } from "./use-tiles";
import { useWakeLock } from "./use-wake-lock";

export function MonitorPage() {
  const t = useTranslations("monitor");
  const format = useFormat();
  const search = useSearch({ from: "/monitor" });
  const navigate = useNavigate({ from: "/monitor" });
  const change = useCallback(
    (next: Partial<MonitorSearch>) =>
      void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const { scale } = useScreen();
  const nowMs = useHalfMinute();
  const fullScreen = useFullScreen();
  const wakeLock = useWakeLock(fullScreen.on || search.kiosk === 1);
  const { history, stats, freshness } = useMonitorData();
  usePageStatus(history, history.data ? freshness.lastMs : null);
  const profile = useQuery(userProfileQuery);
  const account = profile.isPending ? null : String(profile.data?.userId ?? "unknown");
  const samples = useSamples(history.data, history.dataUpdatedAt, account);
  const sinceMs = useMemo(
    () => sinceMoment(search.since, nowMs, (ms) => format.clock(ms, ms)),
    [search.since, nowMs, format],
  );
  const tiles = useTiles(history.data, history.dataUpdatedAt, sinceMs, nowMs);
  const [marking, setMarking] = useState<Tile | null>(null);

  const data = history.data;
  const bar = { search, onChange: change, fullScreen, wakeLock };
  const style: CSSProperties & { "--scale": number } = { "--scale": scale };
  return (
    <div className={classes["page"]} style={style} data-kiosk={search.kiosk === 1 || undefined}>
      {data ? (
        <StaleFrame freshness={freshness}>
          <MonitorBar {...bar} lastMs={freshness.lastMs} />
          <main className={classes["wall"]}>
            <TotalsRow totals={stats.data} />
            <SinceRow
              history={data}
              samples={samples}
              sinceMs={sinceMs}
              nowMs={Math.max(nowMs, freshness.lastMs)}
              since={search.since}
            />
            <TileWall
              tiles={tiles}
              history={data}
              nowMs={nowMs}
              page={search.page}
              kiosk={search.kiosk === 1}
              held={marking !== null}
              onPage={(page) => change({ page })}
              onMark={setMarking}
            />
          </main>
        </StaleFrame>
      ) : (
        <div className={classes["frame"]}>
          <MonitorBar {...bar} lastMs={null} />
          <main className={`${classes["wall"]} ${classes["first"]}`}>
            {history.error ? (
              <LoadFailed failure={failureOf(history.error)} onRetry={() => void history.refetch()} />
            ) : (
              <Notice title={t("loading")} role="status" />
            )}
          </main>
        </div>
      )}
      {marking && <SeenDialog tile={marking} onClose={() => setMarking(null)} />}
    </div>
  );
}
