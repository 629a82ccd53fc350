/** Looks up an analysis error. Code and language are on the URL, so that other pages can link to an answer. */
import { Button, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../ui/format";
import { Choice } from "./choice";
import { ErrorAnswer } from "./error-answer";
import classes from "./settings.module.css";

const route = getRouteApi("/settings");

export function ErrorsSection() {
  const t = useTranslations("settings.errors");
  const { code, language } = route.useSearch();
  const navigate = route.useNavigate();
  const { locale } = useFormat();
  const ordered = locale === "zh" ? (["zh", "en"] as const) : (["en", "zh"] as const);
  const shown = language === undefined ? ordered : ([language] as const);
  return (
    <>
      <CodeForm code={code} onCode={(next) => void navigate({ search: (known) => ({ ...known, code: next }) })} />
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
        shown.map((each) => <ErrorAnswer key={each} code={code} language={each} />)
      )}
    </>
  );
}

function CodeForm({ code, onCode }: { code: string | undefined; onCode: (code: string) => void }) {
  const t = useTranslations("settings.errors");
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(code ?? "");
  const [wrong, setWrong] = useState(false);
  // Back and forward change the URL under the field: then, and only then, the field follows the URL.
  const [knownUrl, setKnownUrl] = useState(code);
  if (knownUrl !== code) {
    setKnownUrl(code);
    setText(code ?? "");
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const valid = /^\d{1,9}$/.test(text.trim());
    setWrong(!valid);
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
          setWrong(false);
        }}
        error={wrong && t("codeError")}
      />
      <Button type="submit">{t("find")}</Button>
    </form>
  );
}
