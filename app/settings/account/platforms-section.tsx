import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { platformsQuery, type Zone } from "../../queries/account/account";
import { userProfileQuery } from "../../queries/account/user-profile";
import { EMPTY_CELL } from "../../ui/format/format";
import { Loaded } from "../loaded";
import { useSectionStatus } from "../section-status";
import { useSlowInterval } from "../use-slow-interval";
import classes from "./account.module.css";
import { usePlatformName } from "./platform-name";

const zones: readonly Zone[] = [1, 2];

/** The render areas of both zones, with marks on the account's zone and area. */
export function PlatformsSection() {
  const refetchInterval = useSlowInterval();
  useSectionStatus(useQueries({ queries: zones.map((zone) => ({ ...platformsQuery(zone), refetchInterval })) }));
  return (
    <>
      {zones.map((zone) => (
        <ZonePlatforms key={zone} zone={zone} />
      ))}
    </>
  );
}

function ZonePlatforms({ zone }: { zone: Zone }) {
  const t = useTranslations("settings.platforms");
  const platformName = usePlatformName();
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
            {rows.length === 0 && malformed === 0 && <p>{t("none")}</p>}
            {rows.length > 0 && (
              <table className={classes["table"]} aria-labelledby={id}>
                <thead>
                  <tr>
                    <th data-number>{t("number")}</th>
                    <th>{t("name")}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ platform, name }) => (
                    <tr key={platform}>
                      <td data-number>{platform}</td>
                      <td>
                        <bdi>{platformName(name) || EMPTY_CELL}</bdi>
                        {isOwnZone && profile.platform === platform && (
                          <span className={classes["tag"]}>{t("own")}</span>
                        )}
                      </td>
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
