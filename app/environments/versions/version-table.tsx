import { Button } from "@mantine/core";
import { useId } from "react";
import { useTranslations } from "use-intl";
import type { EnvironmentVersion } from "../../mirror/environment-versions";
import type { RenderEnvironment } from "../../protocol/environments/environment";
import { useFormat } from "../../ui/format/format";
import { isSame } from "../editor/environment-draft";
import { originsOf, type VersionPair } from "./version-pair";
import classes from "./versions.module.css";

/** Versions, newest first, with the choice of two of them and a button that restores each. */
export function VersionTable({
  versions,
  current,
  pair,
  obstacle,
  onPair,
  onRestore,
}: {
  versions: readonly EnvironmentVersion[];
  current: RenderEnvironment | undefined;
  pair: VersionPair | null;
  obstacle: string | undefined;
  onPair: (from: number, to: number) => void;
  onRestore: (version: EnvironmentVersion) => void;
}) {
  const t = useTranslations("environments.versions");
  const format = useFormat();
  const group = useId();
  const origins = originsOf(versions);
  return (
    <table className={classes["versions"]} aria-label={t("table")}>
      <thead>
        <tr>
          <th scope="col">{t("number")}</th>
          {pair && <th scope="col">{t("from")}</th>}
          {pair && <th scope="col">{t("to")}</th>}
          <th scope="col">{t("seen")}</th>
          <th scope="col">
            <span className="visually-hidden">{t("restore")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map((one, index) => {
          const { version, atMs, environment } = one;
          const origin = origins[index];
          const isCurrent = current !== undefined && environment !== null && isSame(current, environment);
          return (
            <tr key={version} data-chosen={version === pair?.from.version || version === pair?.to.version || undefined}>
              <th scope="row">{version}</th>
              {pair && (
                <td>
                  <input
                    type="radio"
                    name={`${group} from`}
                    aria-label={t("fromVersion", { version })}
                    checked={version === pair.from.version}
                    onChange={() => onPair(version, pair.to.version)}
                  />
                </td>
              )}
              {pair && (
                <td>
                  <input
                    type="radio"
                    name={`${group} to`}
                    aria-label={t("toVersion", { version })}
                    checked={version === pair.to.version}
                    onChange={() => onPair(pair.from.version, version)}
                  />
                </td>
              )}
              <td>
                <time dateTime={new Date(atMs).toISOString()}>{format.moment(atMs)}</time>{" "}
                <span className="faint">
                  {environment === null && `${t("gone")} · `}
                  {origin && t(`after.${origin.after}`)}
                  {origin?.isBeforeWrite && ` · ${t("after.before")}`}
                </span>
              </td>
              <td>
                {isCurrent ? (
                  <span className="faint">{t("asNow")}</span>
                ) : (
                  environment !== null && (
                    <Button
                      variant="default"
                      aria-label={t("restoreVersion", { version })}
                      disabled={obstacle !== undefined}
                      title={obstacle}
                      onClick={() => onRestore(one)}
                    >
                      {t(current ? "restore" : "restoreNew")}
                    </Button>
                  )
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
