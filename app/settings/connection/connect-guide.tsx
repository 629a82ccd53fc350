/** How to connect an account instead of the demo farm. Nothing secret is typed into the page: the pair goes into a file on the server. */
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Choice } from "../../ui/controls/choice";
import { CopyButton } from "../../ui/controls/copy-button";
import classes from "./connection.module.css";

/** The farms, with the lines of `.env` for each. The live farms speak the current dialect. */
const farms = {
  zone1: [
    "RENDERBUS_ACCESS_ID=",
    "RENDERBUS_ACCESS_KEY=",
    "RENDERBUS_DOMAIN=task.renderbus.com",
    "RENDERBUS_DIALECT=current",
  ],
  zone2: [
    "RENDERBUS_ACCESS_ID=",
    "RENDERBUS_ACCESS_KEY=",
    "RENDERBUS_DOMAIN=jop.foxrenderfarm.com",
    "RENDERBUS_DIALECT=current",
  ],
  /** `npm run farm` with its default port and pair, which is no secret. */
  local: [
    "RENDERBUS_ACCESS_ID=demo-access-id",
    "RENDERBUS_ACCESS_KEY=demo-access-key",
    "RENDERBUS_PROTOCOL=http",
    "RENDERBUS_DOMAIN=127.0.0.1:8787",
    "RENDERBUS_DIALECT=current",
  ],
} as const;

type FarmName = keyof typeof farms;
const farmNames = ["zone1", "zone2", "local"] as const satisfies readonly FarmName[];

export function ConnectGuide() {
  const t = useTranslations("settings.connection.guide");
  const [farm, setFarm] = useState<FarmName>("zone1");
  return (
    <>
      <p>{t(__DEMO__ ? "static" : "intro")}</p>
      <Choice
        label={t("farm")}
        value={farm}
        options={farmNames.map((value) => ({ value, label: t(value) }))}
        onChange={setFarm}
      />
      <ol className={classes["steps"]}>
        <li>
          {t(farm === "local" ? "startFarm" : "getPair")}
          {farm === "local" && <Lines text="npm run farm" what={t("command")} />}
        </li>
        <li>
          {t("write")}
          <Lines text={farms[farm].join("\n")} what={t("lines")} />
          {farm !== "local" && <span className="faint">{t("key")}</span>}
        </li>
        <li>
          {t("restart")}
          <Lines text="npm start" what={t("command")} />
        </li>
        <li>{t("check")}</li>
      </ol>
    </>
  );
}

/** Lines to copy. */
function Lines({ text, what }: { text: string; what: string }) {
  return (
    <div className={classes["lines"]}>
      <pre>{text}</pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
