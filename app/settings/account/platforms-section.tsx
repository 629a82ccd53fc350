import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Platform } from "../../protocol/account/platforms";
import { platformsQuery, type Zone } from "../../queries/account/account";
import { usePlatformAdvice } from "../../queries/account/platform-advice";
import { userProfileQuery } from "../../queries/account/user-profile";
import { EMPTY_CELL } from "../../ui/format/format";
import { usePlatformText } from "../../ui/format/platform-text";
import { PlatformNotice } from "../../ui/status/platform-notice";
import { Loaded } from "../loaded";
import { useSectionStatus } from "../section-status";
import { useSlowInterval } from "../use-slow-interval";
import classes from "./account.module.css";

const zones: readonly Zone[] = [1, 2];

/** The render areas of both zones, with marks on the account's zone and area. */
export function PlatformsSection() {
  const refetchInterval = useSlowInterval();
  useSectionStatus(useQueries({ queries: zones.map((zone) => ({ ...platformsQuery(zone), refetchInterval })) }));
  const advice = usePlatformAdvice();
  return (
    <>
      {advice && (
        <p>
          <PlatformNotice advice={advice} />
        </p>
      )}
      {zones.map((zone) => (
        <ZonePlatforms key={zone} zone={zone} />
      ))}
    </>
  );
}

/** Whether the farm sends more of a platform than its name, as in the current dialect. */
const isTold = ({ type, status, taskPrefix }: Platform) => (type ?? status ?? taskPrefix) !== null;

/** Glyph and colour by state; an unknown one has the neutral ones. */
const marks: Readonly<Record<number, readonly [glyph: string, tone: "idle" | "good" | "halted" | "bad"]>> = {
  0: ["–", "idle"],
  1: ["✓", "good"],
  2: ["◔", "halted"],
  3: ["▲", "bad"],
};

function State({ code }: { code: number }) {
  const { state } = usePlatformText();
  const [glyph, tone] = marks[code] ?? ["?", "idle"];
  return (
    <span className="tone" data-tone={tone}>
      <span aria-hidden="true">{glyph} </span>
      {state(code)}
    </span>
  );
}

function ZonePlatforms({ zone }: { zone: Zone }) {
  const t = useTranslations("settings.platforms");
  const words = usePlatformText();
  const query = useQuery(platformsQuery(zone));
  const { data: profile } = useQuery(userProfileQuery);
  const isOwnZone = profile?.zone === zone;
  const id = `zone-${zone}`;
  return (
    <>
      <h3 id={id}>
        <span>
          {t(`zone.${zone}`)}
          {isOwnZone && <span className={classes["tag"]}>{t("ownZone")}</span>}
        </span>
      </h3>
      <Loaded query={query} section="platforms">
        {({ rows, malformed }) => (
          <>
            {isOwnZone && rows.length > 0 && rows.every(({ status }) => status === null) && (
              <p className="faint">{t("notTold")}</p>
            )}
            {rows.length === 0 && malformed === 0 && <p>{t("none")}</p>}
            {rows.length > 0 && (
              <table className={classes["table"]} aria-labelledby={id}>
                <thead>
                  <tr>
                    <th data-number>{t("number")}</th>
                    <th>{t("name")}</th>
                    {rows.some(isTold) && (
                      <>
                        <th>{t("state")}</th>
                        <th>{t("type")}</th>
                        <th title={t("prefixHelp")}>{t("prefix")}</th>
                      </>
                    )}
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ platform, name, type, status, taskPrefix }) => (
                    <tr key={platform}>
                      <td data-number>{platform}</td>
                      <td>
                        <bdi>{words.name(name) || EMPTY_CELL}</bdi>
                        {isOwnZone && profile.platform === platform && (
                          <span className={classes["tag"]}>{t("own")}</span>
                        )}
                      </td>
                      {rows.some(isTold) && (
                        <>
                          <td data-state>{status === null ? EMPTY_CELL : <State code={status} />}</td>
                          <td>{type === null ? EMPTY_CELL : words.type(type)}</td>
                          <td>{taskPrefix || EMPTY_CELL}</td>
                        </>
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {malformed > 0 && <p className="faint">{t("malformed", { count: malformed })}</p>}
          </>
        )}
      </Loaded>
    </>
  );
}
