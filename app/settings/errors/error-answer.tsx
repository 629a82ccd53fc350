/** The farm's explanation of an analysis error in one language, rendered as text, never as markup. */
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { ResponseOf } from "../../protocol/endpoints";
import { type ErrorLanguage, errorDetailQuery } from "../../queries/account/account";
import { useFormat } from "../../ui/format/format";
import { Loaded } from "../loaded";
import classes from "./error-answer.module.css";
import { safeLink } from "./safe-link";

type Language = "zh" | "en";
type Detail = ResponseOf<"queryErrorDetail">["rows"][number];

/** The farm's codes of the languages (section 3.5). */
const wireLanguage: Record<Language, ErrorLanguage> = { zh: "0", en: "1" };

export const errorAnswerQuery = (code: string, language: Language) => errorDetailQuery(code, wireLanguage[language]);

export function ErrorAnswer({ code, language }: { code: string; language: Language }) {
  const t = useTranslations("settings.errors");
  const query = useQuery(errorAnswerQuery(code, language));
  return (
    <Loaded query={query} section="errors">
      {({ rows, malformed }) => (
        <>
          {rows.length === 0 && malformed === 0 && <p role="status">{t("unknown", { code, language: t(language) })}</p>}
          {rows.map((detail) => (
            <DetailCard key={`${detail.id}-${detail.code}`} detail={detail} language={language} />
          ))}
          {malformed > 0 && <p className="faint">{t("malformed", { count: malformed })}</p>}
        </>
      )}
    </Loaded>
  );
}

function DetailCard({ detail, language }: { detail: Detail; language: Language }) {
  const t = useTranslations("settings.errors");
  const format = useFormat();
  const kind = detail.type === 0 || detail.type === 1 ? detail.type : "unknown";
  const lang = language === "zh" ? "zh-CN" : "en";
  const facts = [
    detail.isRepair !== null && t(detail.isRepair ? "repair" : "noRepair"),
    detail.isOpen !== null && t(detail.isOpen ? "open" : "notOpen"),
    // isDelete 1 means alive (section 3.5).
    detail.isDelete === false && t("withdrawn"),
    detail.updateTime !== null && t("updated", { when: format.moment(detail.updateTime) }),
  ].filter((fact) => fact !== false);
  return (
    <article className={classes["card"]}>
      <header>
        <h3>{`${t("of", { code: detail.code })} · ${language === "zh" ? "中文" : "English"}`}</h3>
        <span className="tone" data-tone={kind === 1 ? "bad" : kind === 0 ? "halted" : "unknown"}>
          <span aria-hidden="true">{kind === 1 ? "✕" : kind === 0 ? "▲" : "?"}</span> {t(`kind.${kind}`)}
        </span>
      </header>
      <h4>{t("description")}</h4>
      <p className={classes["text"]} lang={lang} dir="auto">
        {detail.desDescriptionCn || t("noText")}
      </p>
      <h4>{t("solution")}</h4>
      <p className={classes["text"]} lang={lang} dir="auto">
        {detail.desSolutionCn || t("noText")}
      </p>
      <Instructions path={detail.solutionPath} />
      <p className="faint">{facts.join(" · ")}</p>
    </article>
  );
}

function Instructions({ path }: { path: string | null }) {
  const t = useTranslations("settings.errors");
  if (!path) return null;
  const href = safeLink(path);
  return (
    <>
      <h4>{t("link")}</h4>
      {href ? (
        <p className={classes["text"]}>
          <a href={href} target="_blank" rel="noopener noreferrer">
            {href}
          </a>
        </p>
      ) : (
        <p className={classes["text"]}>
          {t("badLink")} <code>{path}</code>
        </p>
      )}
    </>
  );
}
