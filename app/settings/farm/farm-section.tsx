/** The settings of the farm: the reminder, which can be changed, the limits that stop, and the others, read-only. */
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { ResponseOf } from "../../protocol/endpoints";
import { userSettingQuery } from "../../queries/account/account";
import { useFormat } from "../../ui/format/format";
import { usePageStatus } from "../../ui/status/page-status";
import { useYesNo } from "../account/account-section";
import { Facts } from "../facts";
import { Loaded } from "../loaded";
import { useSlowInterval } from "../use-slow-interval";
import { Reminder } from "./reminder";

type Setting = ResponseOf<"queryUserSetting">;

/** Each setting and its value: a switch as true or false, any other value as the farm sends it (section 3.5). autoCommit is 1 or 2. */
const flags = {
  singleNodeRenderFrames: (setting) => setting.singleNodeRenderFrames,
  autoCommit: ({ autoCommit }) => (autoCommit === "2" ? true : autoCommit === "1" ? false : autoCommit),
  maxIgnoreMapFlag: (setting) => setting.maxIgnoreMapFlag,
  manuallyStartAnalysisFlag: (setting) => setting.manuallyStartAnalysisFlag,
  mifileSwitchFlag: (setting) => setting.mifileSwitchFlag,
  assfileSwitchFlag: (setting) => setting.assfileSwitchFlag,
  separateAccountFlag: (setting) => setting.separateAccountFlag,
  shareMainCapital: (setting) => setting.shareMainCapital,
  useMainBalance: (setting) => setting.useMainBalance,
  subDeleteTask: (setting) => setting.subDeleteTask,
  submitDisable: (setting) => setting.submitDisable,
} as const satisfies Record<string, (setting: Setting) => string | boolean | null>;

const flagNames = Object.keys(flags).filter((name): name is keyof typeof flags => Object.hasOwn(flags, name));

/** How many days back tasks can be downloaded and cloned; null: without a limit. Only what the farm sends. */
function reachOf({ downloadLimit, downloadLimitDay, cloneLimitDay }: Setting) {
  const downloads =
    downloadLimit === true ? null : downloadLimit === false && downloadLimitDay !== null ? downloadLimitDay : undefined;
  return (
    [
      ["download", downloads],
      ["clone", cloneLimitDay ?? undefined],
    ] as const
  ).flatMap(([name, days]) => (days === undefined ? [] : [{ name, days }]));
}

export function FarmSection() {
  const t = useTranslations("settings.farm");
  const yesNo = useYesNo();
  const format = useFormat();
  const query = useQuery({ ...userSettingQuery, refetchInterval: useSlowInterval() });
  usePageStatus(query, query.data ? query.dataUpdatedAt : null);
  return (
    <Loaded query={query} section="farm">
      {(setting) => (
        <>
          <Reminder hours={setting.taskOverTime} />
          <h3>{t("stops.title")}</h3>
          <Facts
            facts={[
              {
                label: t("stops.frame.label"),
                value: setting.overTimeStop ? format.duration(setting.overTimeStop) : t("stops.frame.unknown"),
                note: t("stops.frame.meaning"),
              },
              { label: t("stops.task.label"), value: t("stops.task.value"), note: t("stops.task.meaning") },
            ]}
          />
          <h3>{t("flags")}</h3>
          <Facts
            facts={[
              ...flagNames
                .filter((name) => name !== "submitDisable" || setting.submitDisable !== null)
                .map((name) => {
                  const value = flags[name](setting);
                  return {
                    label: t(`flag.${name}.label`),
                    value: typeof value === "boolean" ? yesNo(value) : value,
                    note: t(`flag.${name}.meaning`),
                  };
                }),
              ...reachOf(setting).map(({ name, days }) => ({
                label: t(`flag.${name}.label`),
                value: days === null ? t("noLimit") : t("lastDays", { days }),
                note: t(`flag.${name}.meaning`),
              })),
            ]}
          />
        </>
      )}
    </Loaded>
  );
}
