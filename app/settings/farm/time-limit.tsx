/** The time limit of a task: old value, bounds, confirmation, and what the farm says afterwards. */
import { Alert, Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { accountTimeLimitHours } from "../../protocol/limits";
import { useChangeTimeLimit, userSettingQuery } from "../../queries/account/account";
import { failureOf } from "../../queries/http/call-error";
import { toast } from "../../ui/toasts/toast";
import { Confirm } from "../confirm";
import { Facts } from "../facts";
import classes from "../settings.module.css";
import { readDigits } from "./digits";

/** A limit that was asked for and what the farm said afterwards; null: it could not be read back. */
type Change = { readonly wanted: number; readonly readBack: number | null };

const { min, max } = accountTimeLimitHours;

function useHours() {
  const t = useTranslations("settings.farm.limit");
  return (hours: number | null) => (hours === null ? t("unknown") : t("hours", { count: hours }));
}

export function TimeLimit({ hours }: { hours: number | null }) {
  const t = useTranslations("settings.farm.limit");
  const inWords = useHours();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(hours === null ? "" : String(hours));
  const [error, setError] = useState<"error" | "same" | null>(null);
  const [asked, setAsked] = useState<number | null>(null);
  const [change, setChange] = useState<Change | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = readDigits(text);
    const valid = wanted !== null && wanted >= min && wanted <= max;
    const found = valid ? (wanted === hours ? "same" : null) : "error";
    setError(found);
    if (found) field.current?.focus();
    else setAsked(wanted);
  };
  const close = () => {
    setAsked(null);
    field.current?.focus();
  };
  const done = (result: Change) => {
    close();
    setChange(result);
    if (result.readBack === result.wanted)
      void toast({ tone: "good", title: t("done", { hours: inWords(result.wanted) }) });
  };

  return (
    <>
      <h3>{t("title")}</h3>
      <p className="faint">{t("fieldHelp", { min, max })}</p>
      <p>
        <strong>{t("now", { hours: inWords(hours) })}</strong>
      </p>
      <form onSubmit={submit} noValidate className={classes["line"]}>
        <TextInput
          ref={field}
          label={t("field")}
          w={200}
          inputMode="numeric"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setError(null);
          }}
          error={error && t(error, { min, max })}
        />
        <Button type="submit" variant="default">
          {t("change")}
        </Button>
      </form>
      {change && <Outcome change={change} />}
      {asked !== null && <LimitDialog wanted={asked} onDone={done} onClose={close} />}
    </>
  );
}

/** Only what did not go as asked stays on the page; success is a toast and the value itself. */
function Outcome({ change: { wanted, readBack } }: { change: Change }) {
  const t = useTranslations("settings.farm.limit");
  const inWords = useHours();
  if (readBack === wanted) return null;
  return (
    <Alert color="yellow" mt="sm" role="alert">
      {readBack === null ? t("unread") : t("differs", { hours: inWords(readBack) })}
    </Alert>
  );
}

/** The old value is asked for again: another tab or the farm's console may have changed it meanwhile. */
function LimitDialog({
  wanted,
  onDone,
  onClose,
}: {
  wanted: number;
  onDone: (change: Change) => void;
  onClose: () => void;
}) {
  const t = useTranslations("settings.farm.limit");
  const inWords = useHours();
  const { data, dataUpdatedAt, isFetching, error, refetch } = useQuery({
    ...userSettingQuery,
    refetchOnMount: "always",
  });
  const mutation = useChangeTimeLimit();
  return (
    <Confirm
      title={t("ask", { hours: inWords(wanted) })}
      confirmLabel={t("confirm", { hours: inWords(wanted) })}
      pending={mutation.isPending}
      check={{
        ageAt: (nowMs) => (data ? nowMs - dataUpdatedAt : null),
        checking: isFetching,
        failure: error && failureOf(error),
        onRetry: () => void refetch(),
      }}
      error={mutation.error}
      onConfirm={() => mutation.mutate(wanted, { onSuccess: (readBack) => onDone({ wanted, readBack }) })}
      onClose={onClose}
    >
      <p>{t("meaning")}</p>
      <Facts
        facts={[
          { label: t("before"), value: isFetching ? t("checking") : inWords(data?.taskOverTime ?? null) },
          { label: t("after"), value: inWords(wanted) },
        ]}
      />
    </Confirm>
  );
}
