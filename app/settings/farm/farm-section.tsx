/** The settings of the farm: the time limit, which can be changed, and the others, read-only. */
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { ResponseOf } from "../../protocol/endpoints";
import { userSettingQuery } from "../../queries/account/account";
import { usePageStatus } from "../../ui/status/page-status";
import { useYesNo } from "../account/account-section";
import { Facts } from "../facts";
import { Loaded } from "../loaded";
import { useSlowInterval } from "../use-slow-interval";
import { TimeLimit } from "./time-limit";

type Setting = ResponseOf<"queryUserSetting">;

/** Each setting and its value: a switch as true or false, any other value as the farm sends it (section 3.5). */
const flags = {
  singleNodeRenderFrames: (setting) => setting.singleNodeRenderFrames,
  autoCommit: (setting) => switchOf(setting.autoCommit, "2", "1"),
  maxIgnoreMapFlag: (setting) => switchOf(setting.maxIgnoreMapFlag, "1", "0"),
  manuallyStartAnalysisFlag: (setting) => setting.manuallyStartAnalysisFlag,
  mifileSwitchFlag: (setting) => setting.mifileSwitchFlag,
  assfileSwitchFlag: (setting) => setting.assfileSwitchFlag,
  downloadDisable: (setting) => setting.downloadDisable,
  separateAccountFlag: (setting) => setting.separateAccountFlag,
  shareMainCapital: (setting) => setting.shareMainCapital,
  useMainBalance: (setting) => setting.useMainBalance,
  subDeleteTask: (setting) => setting.subDeleteTask,
} as const satisfies Record<string, (setting: Setting) => string | boolean | null>;

const flagNames = Object.keys(flags).filter((name): name is keyof typeof flags => Object.hasOwn(flags, name));

/** autoCommit has the codes 1 and 2, the others 0 and 1; an unknown code is returned unchanged. */
function switchOf(value: string | null, on: string, off: string): string | boolean | null {
  return value === on ? true : value === off ? false : value;
}

export function FarmSection() {
  const t = useTranslations("settings.farm");
  const yesNo = useYesNo();
  const query = useQuery({ ...userSettingQuery, refetchInterval: useSlowInterval() });
  usePageStatus(query, query.data ? query.dataUpdatedAt : null);
  return (
    <Loaded query={query}>
      {(setting) => (
        <>
          <TimeLimit hours={setting.taskOverTime} />
          <h3>{t("flags")}</h3>
          <Facts
            facts={flagNames.map((name) => {
              const value = flags[name](setting);
              return {
                label: t(`flag.${name}.label`),
                value: typeof value === "boolean" ? yesNo(value) : value,
                note: t(`flag.${name}.meaning`),
              };
            })}
          />
        </>
      )}
    </Loaded>
  );
}
