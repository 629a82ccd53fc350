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
import { useSlowInterval } from "../use-slow-interval";
import { ErrorAnswer, errorAnswerQuery } from "./error-answer";

const route = getRouteApi("/settings");

export function ErrorsSection() {
  const t = useTranslations("settings.errors");
  const { code, language } = route.useSearch();
  const navigate = route.useNavigate();
  const { locale } = useFormat();
  const ordered = locale === "zh" ? (["zh", "en"] as const) : (["en", "zh"] as const);
  const shown = language === undefined ? ordered : ([language] as const);
  const refetchInterval = useSlowInterval();
  const asked = code === undefined ? [] : shown.map((each) => ({ ...errorAnswerQuery(code, each), refetchInterval }));
  useSectionStatus(useQueries({ queries: asked }));
  // Said of what was typed over this code: back and forward lead to another, and away from it.
  const [wrongOver, setWrongOver] = useState<{ code: string | undefined } | null>(null);
  const wrong = wrongOver !== null && wrongOver.code === code;
  return (
    <>
      <CodeForm
        code={code}
        wrong={wrong}
        onWrong={(is) => setWrongOver(is ? { code } : null)}
        onCode={(next) => void navigate({ search: (known) => ({ ...known, code: next }) })}
      />
      <Choice
        label={t("language")}
        value={language ?? "both"}
        options={[
          { value: "both", label: t("both") },
          { value: "zh", label: "中文" },
          { value: "en", label: "English" },
        ]}
        onChange={(next) =>
          void navigate({
            search: (known) => ({ ...known, language: next === "both" ? undefined : next }),
            replace: true,
          })
        }
      />
      {code === undefined ? (
        <p className="faint">{t("start")}</p>
      ) : (
        // An answer below a code that is none would seem to be its own.
        !wrong && shown.map((each) => <ErrorAnswer key={each} code={code} language={each} />)
      )}
    </>
  );
}

function CodeForm({
  code,
  wrong,
  onWrong,
  onCode,
}: {
  code: string | undefined;
  wrong: boolean;
  onWrong: (wrong: boolean) => void;
  onCode: (code: string) => void;
}) {
  const t = useTranslations("settings.errors");
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(code ?? "");
  // Back and forward change the URL under the field: then, and only then, the field follows the URL.
  const [knownUrl, setKnownUrl] = useState(code);
  if (knownUrl !== code) {
    setKnownUrl(code);
    setText(code ?? "");
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const valid = readDigits(text) !== null;
    onWrong(!valid);
    if (valid) onCode(text.trim());
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
          onWrong(false);
        }}
        error={wrong && t("codeError")}
      />
      <Button type="submit">{t("find")}</Button>
    </form>
  );
}
