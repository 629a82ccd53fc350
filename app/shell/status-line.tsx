/** The last line of every page: connection, mode and age of the data, toasts, and the controls (status-controls.tsx). */
import { IconPlayerPause, IconPlayerPlay, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, Suspense, useId } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../i18n/messages";
import { endpoints } from "../protocol/endpoints";
import type { Failure } from "../protocol/wire/failure";
import { type Connection as ConnectionFacts, useConnection } from "../queries/http/connection";
import { connectionProblem } from "../queries/http/connection-problem";
import { healthQuery } from "../queries/http/health";
import { hasOtherBuild } from "../queries/http/server-build";
import { collectorState } from "../queries/tasks/collector-state";
import { lazyNamed } from "../ui/browser/lazy-named";
import { useNarrow } from "../ui/browser/narrow";
import { useSecond } from "../ui/browser/now";
import { useFailureLine } from "../ui/format/failure-messages";
import { useFormat } from "../ui/format/format";
import { usePublishedStatus } from "../ui/status/page-status";
import { STALE_AFTER_MS } from "../ui/status/stale";
import { setPreferences, usePreferences } from "../ui/storage/preferences";
import { type ControlProps, StatusControls } from "./status-controls";
import classes from "./status-line.module.css";

const WhoNote = lazyNamed(() => withMessages("soon", import("./who/who-note")), "WhoNote", "background");

type StatusLineProps = ControlProps & {
  /** The toasts, which have the free place between state and controls. */
  readonly children: ReactNode;
};

export function StatusLine({ onHelp, onPalette, children }: StatusLineProps) {
  return (
    <footer className={classes["status"]}>
      <div className={classes["state"]}>
        <Connection />
        <Mode />
        <Suspense fallback={null}>
          <WhoNote />
        </Suspense>
        <DataAge />
        <NewVersion />
      </div>
      <div className={classes["free"]}>{children}</div>
      <StatusControls onHelp={onHelp} onPalette={onPalette} />
    </footer>
  );
}

function Connection() {
  const t = useTranslations("shell.status");
  const { state, latencyMs, ...failed } = useConnectionOrHealth();
  const failureText = useConnectionFailureText()(failed);
  const problem = connectionProblem(
    { state: state === "unasked" ? "unknown" : state, ...failed },
    collectorState.use(),
  );
  const failureId = useId();
  const stateId = useId();
  const tone = problem === "behind" ? "halted" : state === "up" ? "good" : state === "down" ? "bad" : "idle";
  const facts = {
    title: failureText ?? undefined,
    "aria-describedby": failureText === null ? undefined : failureId,
    className: "tone",
    "data-tone": tone,
  };
  const text = (
    <>
      <span aria-hidden="true">{state === "down" ? "✕" : "●"}</span>{" "}
      {/* Only the state is announced: the latency changes with every answer. */}
      <span id={stateId} role="status">
        {t(problem ?? state)}
      </span>{" "}
      {state === "up" && latencyMs !== null && (
        <span className={classes["latency"]}>{`· ${t("latency", { ms: latencyMs })}`}</span>
      )}
      {failureText !== null && (
        <span id={failureId} className="visually-hidden">
          {failureText}
        </span>
      )}
    </>
  );
  // The section tests the connection and names the likely cause.
  return state === "down" ? (
    // A status gives its text to no link by itself.
    <Link to="/settings" search={{ section: "connection" }} aria-labelledby={stateId} {...facts}>
      {text}
    </Link>
  ) : (
    <span {...facts}>{text}</span>
  );
}

/** Why the last call got no answer, which one it was, whether it changed anything, and what to do; null: it got one. */
function useConnectionFailureText() {
  const lineOf = useFailureLine();
  return ({ failure, operation }: Pick<ConnectionFacts, "failure" | "operation">): string | null =>
    failure === null || operation === null ? null : lineOf(failure, endpoints[operation].kind, operation);
}

/** The result of the page's calls. Before the first one, which some pages never make, the server's health check. */
function useConnectionOrHealth(): Omit<ConnectionFacts, "state"> & { state: ConnectionFacts["state"] | "unasked" } {
  const connection = useConnection();
  const { data, isError } = useQuery(healthQuery);
  if (connection.state !== "unknown" || (!data && !isError)) return connection;
  const { reachable, refusedCode = null, latencyMs } = data?.upstream ?? { reachable: false, latencyMs: null };
  const state = reachable === null ? "unasked" : reachable && refusedCode === null ? "up" : "down";
  const failure: Failure | null =
    refusedCode === null ? null : { kind: "farm", code: refusedCode, message: "", certainty: "not-sent" };
  return { state, latencyMs, failure, operation: failure && "queryPlatforms" };
}

/** "Demo farm" while the data is generated, "Read only" while writes are switched off. */
function Mode() {
  const t = useTranslations("shell.status");
  const { data: health } = useQuery(healthQuery);
  if (!health) return null;
  return (
    <>
      {health.mode === "demo" && (
        <Link
          to="/settings"
          search={{ section: "connection" }}
          className={`tone ${classes["demo"]}`}
          data-tone="held"
          title={t("demoHelp")}
        >
          {t("demo")}
        </Link>
      )}
      {health.mode === "live" && health.upstream.host && (
        <span className={`faint ${classes["host"]}`}>{health.upstream.host}</span>
      )}
      {health.readOnly && (
        <strong className="tone" data-tone="halted">
          {t("readOnly")}
        </strong>
      )}
    </>
  );
}

/** Step of the displayed age, ms: a number that changes every second distracts without more information. */
const STEP_MS = 5000;

function DataAge() {
  const t = useTranslations("shell.status");
  const format = useFormat();
  const status = usePublishedStatus();
  const { polling } = usePreferences();
  const narrow = useNarrow();
  const readMs = status?.dataReadAtMs ?? null;
  const age = useSecond((nowMs) =>
    readMs === null ? 0 : Math.max(0, Math.floor((nowMs - readMs) / STEP_MS)) * STEP_MS,
  );
  if (status === null || readMs === null) return null;
  const isOld = age >= STALE_AFTER_MS;
  const isPaused = polling === "off";
  const pace = t(isPaused ? "resume" : "pause");
  const PaceIcon = isPaused ? IconPlayerPlay : IconPlayerPause;
  return (
    <span className={classes["age"]}>
      <span className={isOld || status.isFailing ? "tone" : ""} data-tone={isOld ? "bad" : "halted"}>
        {t(isOld ? "old" : "age", { age: format.duration(age / 1000) })}
      </span>
      <button type="button" onClick={status.refresh} title={t("refreshHelp")}>
        {narrow ? <IconRefresh size={15} role="img" aria-label={t("refresh")} /> : t("refresh")}
      </button>
      <button
        type="button"
        aria-pressed={isPaused}
        title={narrow ? pace : undefined}
        onClick={() => setPreferences({ polling: isPaused ? "auto" : "off" })}
      >
        {narrow ? <PaceIcon size={15} role="img" aria-label={pace} /> : pace}
      </button>
    </span>
  );
}

/** Part of the first load: after the deployment that it reports, a file of this build may be gone. */
function NewVersion() {
  const t = useTranslations();
  if (!hasOtherBuild.use()) return null;
  return (
    <span>
      <span role="status" className="tone" data-tone="halted">
        {t("shell.status.newVersion")}
      </span>{" "}
      <button type="button" onClick={() => window.location.reload()}>
        {t("part.reload")}
      </button>
    </span>
  );
}
