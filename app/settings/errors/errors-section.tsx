/** Looks up an analysis error. Code and language are on the URL, so that other pages can link to an answer. */
import { Button, TextInput } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Choice } from "../../ui/controls/choice";
import { useFormat } from "../../ui/format/format";
import { readDigits } from "../farm/digits";
import { useSectionStatus } from "../section-status";
import classes from "../settings.module.css";
import { readSettingsSearch } from "../settings-search";
import { useSettingsSearch } from "../use-settings-search";
import { useSlowInterval } from "../use-slow-interval";
import { ErrorAnswer, errorAnswerQuery } from "./error-answer";

const route = getRouteApi("/settings");

export function ErrorsSection() {
  const t = useTranslations("settings.errors");
  const { code, language } = useSettingsSearch();
  const navigate = route.useNavigate();
  const { locale } = useFormat();
  const ordered = locale === "zh" ? (["zh", "en"] as const) : (["en", "zh"] as const);
  const languages = language === undefined ? ordered : ([language] as const);
  const refetchInterval = useSlowInterval();
  const queries =
    code === undefined ? [] : languages.map((each) => ({ ...errorAnswerQuery(code, each), refetchInterval }));
  useSectionStatus(useQueries({ queries }));
  // The error of a typed code belongs to the code on the URL at that time: Back and Forward remove it.
  const [invalidAt, setInvalidAt] = useState<{ code: string | undefined } | null>(null);
  const isInvalid = invalidAt !== null && invalidAt.code === code;
  return (
    <>
      <CodeForm
        code={code}
        isInvalid={isInvalid}
        onValidity={(isValid) => setInvalidAt(isValid ? null : { code })}
        onCode={(next) => void navigate({ search: (current) => ({ ...readSettingsSearch(current), code: next }) })}
      />
      <Choice
        stacked
        label={t("language")}
        value={language ?? "both"}
        options={[
          { value: "both", label: t("both") },
          { value: "zh", label: "中文" },
          { value: "en", label: "English" },
        ]}
        onChange={(next) =>
          void navigate({
            search: (current) => ({ ...readSettingsSearch(current), language: next === "both" ? undefined : next }),
            replace: true,
          })
        }
      />
      {code === undefined ? (
        <p className="faint">{t("start")}</p>
      ) : (
        // Below an invalid code, an explanation would look as if it belonged to that code.
        !isInvalid && languages.map((each) => <ErrorAnswer key={each} code={code} language={each} />)
      )}
    </>
  );
}

function CodeForm({
  code,
  isInvalid,
  onValidity,
  onCode,
}: {
  code: string | undefined;
  isInvalid: boolean;
  onValidity: (isValid: boolean) => void;
  onCode: (code: string) => void;
}) {
  const t = useTranslations("settings.errors");
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(code ?? "");
  // Back and Forward change the URL: only then the field follows it.
  const [codeOnUrl, setCodeOnUrl] = useState(code);
  if (codeOnUrl !== code) {
    setCodeOnUrl(code);
    setText(code ?? "");
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isValid = readDigits(text) !== null;
    onValidity(isValid);
    if (isValid) onCode(text.trim());
    else field.current?.focus();
  };
  return (
    <form onSubmit={submit} noValidate className={classes["line"]}>
      <TextInput
        ref={field}
        label={t("code")}
        inputMode="numeric"
        w={180}
        value={text}
        data-page-search
        onChange={(event) => {
          setText(event.currentTarget.value);
          onValidity(true);
        }}
        error={isInvalid && t("codeError")}
      />
      <Button type="submit">{t("find")}</Button>
    </form>
  );
}
