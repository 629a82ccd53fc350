/** The account: profile, contact data behind a button, money unless the account hides it, rights. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { SUB_ACCOUNT } from "../../protocol/account/rights";
import { softwareName } from "../../protocol/environments/software";
import { type UserProfile, userProfileQuery } from "../../queries/account/user-profile";
import { useFormat } from "../../ui/format/format";
import { usePlatformText } from "../../ui/format/platform-text";
import { usePageStatus } from "../../ui/status/page-status";
import { type Fact, Facts } from "../facts";
import { Loaded } from "../loaded";
import classes from "../settings.module.css";
import { useSlowInterval } from "../use-slow-interval";
import accountClasses from "./account.module.css";
import { AccountMoney } from "./account-money";
import { useCodeText } from "./code-text";

export function AccountSection() {
  const query = useQuery({ ...userProfileQuery, refetchInterval: useSlowInterval() });
  usePageStatus(query, query.data ? query.dataUpdatedAt : null);
  return (
    <Loaded query={query} section="account">
      {(profile) => (
        <div className={classes["groups"]}>
          <Identity profile={profile} />
          <Contact profile={profile} />
          <AccountMoney profile={profile} />
          <Rights profile={profile} />
          <Codes profile={profile} />
        </div>
      )}
    </Loaded>
  );
}

/** An id, a code or a switch as the farm sends it, without separators. */
const digits = (value: number | boolean | null) => (value === null ? null : String(Number(value)));

function Identity({ profile }: { profile: UserProfile }) {
  const t = useTranslations("settings.account");
  const format = useFormat();
  const platformName = usePlatformText().name;
  const codeText = useCodeText();
  const { mainUserId, accountType, platform, zone, studentEndTime } = profile;
  const kind = mainUserId
    ? t("sub", { id: String(mainUserId) })
    : t(accountType === SUB_ACCOUNT ? "subOfUnknown" : "main");
  return (
    <div>
      <h3>{t("identity")}</h3>
      <Facts
        facts={[
          { label: t("field.userName"), value: profile.userName },
          { label: t("field.userId"), value: digits(profile.userId), copy: true },
          { label: t("field.kind"), value: kind },
          ...(["status", "infoStatus", "businessType"] as const).map((name) => ({
            label: t(`field.${name}`),
            value: codeText(name, profile[name]),
          })),
          { label: t("field.zone"), value: t(`zone.${zone === 1 || zone === 2 ? zone : "unknown"}`) },
          {
            label: t("field.platform"),
            value: platform === null ? null : `${platform} · ${platformName(`query_platform_w${platform}`)}`,
          },
          { label: t("field.softType"), value: softwareName(profile.softType) },
          { label: t("field.name"), value: profile.name },
          { label: t("field.company"), value: profile.company },
          { label: t("field.job"), value: profile.job },
          { label: t("field.country"), value: profile.country },
          { label: t("field.city"), value: profile.city },
          { label: t("field.description"), value: profile.description },
          ...(studentEndTime === null
            ? []
            : [{ label: t("field.studentEndTime"), value: format.moment(studentEndTime) }]),
        ]}
      />
    </div>
  );
}

const contactFields = ["phone", "email", "address", "communicationNumber"] as const;

/** Hidden again after the section is left. Hidden values are not in the page at all, not even by their length. */
function Contact({ profile }: { profile: UserProfile }) {
  const t = useTranslations("settings.account");
  const [isVisible, setIsVisible] = useState(false);
  return (
    <div>
      <h3>
        {t("contact")}
        <Button variant="default" onClick={() => setIsVisible(!isVisible)}>
          {t(isVisible ? "hide" : "show")}
        </Button>
      </h3>
      <p className="faint">{t("contactHelp")}</p>
      <Facts
        facts={contactFields.map((name) => ({
          label: t(`field.${name}`),
          value: isVisible ? profile[name] : `•••••• (${t("masked")})`,
        }))}
      />
    </div>
  );
}

const rights = [
  "displaySubaccount",
  "shareMainCapital",
  "useMainBalance",
  "subDeleteTask",
  "useLevelDirectory",
] as const;

/** Rights that only farms of today send; shown when they do. */
const currentRights = ["groupTaskLevel", "taskNodeLimitPermission", "enableNodeDetails"] as const;

function Rights({ profile }: { profile: UserProfile }) {
  const t = useTranslations("settings.account");
  const yesNo = useYesNo();
  const codeText = useCodeText();
  const format = useFormat();
  const names = [...rights, ...currentRights.filter((name) => profile[name] !== null)];
  const limits: Fact = {
    label: t("field.subaccountLimits"),
    value: format.count(profile.subaccountLimits),
    note: t("subaccountsNote"),
  };
  return (
    <div>
      <h3>{t("rights")}</h3>
      <Facts
        facts={[
          limits,
          { label: t("field.downloadDisable"), value: codeText("downloadDisable", profile.downloadDisable) },
          ...names.map((name) => ({
            label: t(`field.${name}`),
            value: yesNo(profile[name]),
            note: t(`rightNote.${name}`),
          })),
        ]}
      />
    </div>
  );
}

/** Text of a switch: yes or no; null: the farm sends no value. */
export function useYesNo() {
  const t = useTranslations("settings");
  return (value: boolean | null) => (value === null ? null : t(value ? "yes" : "no"));
}

const codes = [
  "userType",
  "level",
  "softStatus",
  "pictureLever",
  "houdiniFlag",
  "c4dFlag",
  "blenderFlag",
  "keyshotFlag",
] as const;

function Codes({ profile }: { profile: UserProfile }) {
  const t = useTranslations("settings.account");
  return (
    <details className={accountClasses["codes"]}>
      <summary>{t("codes")}</summary>
      <p className="faint">{t("codesHelp")}</p>
      <Facts facts={codes.map((name) => ({ label: name, value: digits(profile[name]) }))} />
    </details>
  );
}
