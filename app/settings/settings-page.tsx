/** Settings: one section at a time. The URL names the section, so that links can open it. */
import { Link } from "@tanstack/react-router";
import { type ComponentType, Suspense, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../i18n/messages";
import type { Capability } from "../protocol/capabilities";
import { useCapabilities } from "../queries/http/capabilities";
import { lazyNamed } from "../ui/browser/lazy-named";
import { AboutSection } from "./about/about-section";
import { AccountSection } from "./account/account-section";
import { PlatformsSection } from "./account/platforms-section";
import { TransferSection } from "./account/transfer-section";
import { ConnectionSection } from "./connection/connection-section";
import { ErrorsSection } from "./errors/errors-section";
import { FarmSection } from "./farm/farm-section";
import { LabelsSection } from "./labels/labels-section";
import { PreferencesSection } from "./preferences/preferences-section";
import classes from "./settings.module.css";
import { type SettingsSection, sections } from "./settings-search";
import { useSettingsSearch } from "./use-settings-search";

const RecordSection = lazyNamed(
  () => withMessages("history", import("./record/record-section")),
  "RecordSection",
  "block",
);
const TeamSection = lazyNamed(() => import("./team/team-section"), "TeamSection", "block");
const TokensSection = lazyNamed(() => import("./tokens/tokens-section"), "TokensSection", "block");

const contents: Record<SettingsSection, ComponentType> = {
  account: AccountSection,
  connection: ConnectionSection,
  farm: FarmSection,
  labels: LabelsSection,
  transfer: TransferSection,
  platforms: PlatformsSection,
  errors: ErrorsSection,
  record: RecordSection,
  team: TeamSection,
  tokens: TokensSection,
  preferences: PreferencesSection,
  about: AboutSection,
};

/** Sections that need a capability of the farm. Without a server that records, the record is that of the farm alone. */
const needs: Partial<Record<SettingsSection, Capability>> = __DEMO__ ? { record: "taskRecord" } : {};

/** Sections that the static demo, which has no server, does not have. */
const needServer: ReadonlySet<SettingsSection> = new Set(["tokens"]);

export function SettingsPage() {
  const t = useTranslations("settings");
  const stateOf = useCapabilities();
  const available = sections.filter(
    (name) => (needs[name] === undefined || stateOf(needs[name]).has) && !(__DEMO__ && needServer.has(name)),
  );
  const { section: requested } = useSettingsSearch();
  const section = requested && available.includes(requested) ? requested : sections[0];
  const Content = contents[section];
  const list = useRef<HTMLElement>(null);
  // On a phone the list is one line that scrolls: the current section may be outside of the visible part, also because a
  // section appeared when the capabilities of the farm were loaded.
  const index = available.indexOf(section);
  useEffect(() => {
    list.current?.children[index]?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [index]);
  return (
    <div className={classes["page"]}>
      <header className={classes["bar"]}>
        <h1>{t("title")}</h1>
      </header>
      <div className={classes["split"]}>
        <nav ref={list} className={classes["sections"]} aria-label={t("sections")}>
          {available.map((name) => (
            <Link
              key={name}
              from="/settings"
              to="/settings"
              search={{ section: name }}
              aria-current={name === section ? "page" : undefined}
            >
              {t(`section.${name}`)}
            </Link>
          ))}
        </nav>
        <main className={classes["main"]}>
          <section className={classes["content"]} aria-labelledby="section-title">
            <h2 id="section-title">{t(`section.${section}`)}</h2>
            <p className="faint">{t(`${section}.help`)}</p>
            <Suspense fallback={null}>
              <Content />
            </Suspense>
          </section>
        </main>
      </div>
    </div>
  );
}
