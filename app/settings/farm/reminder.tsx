/** The reminder for long tasks, which stops nothing: current value, bounds, confirmation, and the value read back afterwards. */
import { Alert, Button, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { reminderHours } from "../../protocol/limits";
import { failureOf } from "../../protocol/wire/call-error";
import { useChangeReminder, userSettingQuery } from "../../queries/account/account";
import { useRoleRefusal } from "../../queries/http/capabilities";
import { useRefusal } from "../../ui/controls/refusal";
import { AwaitedEffect } from "../../ui/dialog/awaited-effect";
import { toast } from "../../ui/toasts/toast";
import { Confirm } from "../confirm";
import { Facts } from "../facts";
import classes from "../settings.module.css";
import { readDigits } from "./digits";

/** A requested reminder and the one read back; null: it could not be read. */
type Change = { readonly requested: number; readonly readBack: number | null };

const { min, max } = reminderHours;

function useHoursText() {
  const t = useTranslations("settings.farm.limit");
  return (hours: number | null) => (hours === null ? t("unknown") : t("hours", { count: hours }));
}

export function Reminder({ hours }: { hours: number | null }) {
  const t = useTranslations("settings.farm.limit");
  const hoursText = useHoursText();
  const refused = useRefusal()(useRoleRefusal("roleManager"));
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(hours === null ? "" : String(hours));
  const [error, setError] = useState<"error" | "same" | null>(null);
  const [confirming, setConfirming] = useState<number | null>(null);
  const [change, setChange] = useState<Change | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const requested = readDigits(text);
    const isValid = requested !== null && requested >= min && requested <= max;
    const problem = isValid ? (requested === hours ? "same" : null) : "error";
    setError(problem);
    if (problem) field.current?.focus();
    else setConfirming(requested);
  };
  const close = () => {
    setConfirming(null);
    field.current?.focus();
  };
  const settle = (result: Change) => {
    setChange(result);
    if (result.readBack === result.requested)
      void toast({ tone: "good", title: t("done", { hours: hoursText(result.requested) }) });
  };
  const done = (result: Change) => {
    close();
    settle(result);
  };

  return (
    <>
      <h3>{t("title")}</h3>
      <p className="faint">{t("fieldHelp", { min, max })}</p>
      <p>
        <strong>{t("now", { hours: hoursText(hours) })}</strong>
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
        <Button type="submit" variant="default" {...refused}>
          {t("change")}
        </Button>
      </form>
      {change && <UnconfirmedChange change={change} onRead={settle} />}
      {confirming !== null && <ReminderDialog requested={confirming} onDone={done} onClose={close} />}
    </>
  );
}

/** A change without an effect yet, which is looked for again; success is a toast and the new value. */
function UnconfirmedChange({
  change: { requested, readBack },
  onRead,
}: {
  change: Change;
  onRead: (change: Change) => void;
}) {
  const t = useTranslations("settings.farm.limit");
  const hoursText = useHoursText();
  const client = useQueryClient();
  if (readBack === requested) return null;
  const lookAgain = async () => {
    const { taskOverTime } = await client.fetchQuery({ ...userSettingQuery, staleTime: 0 });
    onRead({ requested, readBack: taskOverTime });
  };
  return (
    <Alert color="yellow" mt="sm" role="alert">
      {readBack === null ? t("unread") : t("differs", { hours: hoursText(readBack) })}
      <AwaitedEffect isAwaited onLook={lookAgain} />
    </Alert>
  );
}

/** Confirms the new reminder. The current one is read again: another tab or the farm's console may have changed it. */
function ReminderDialog({
  requested,
  onDone,
  onClose,
}: {
  requested: number;
  onDone: (change: Change) => void;
  onClose: () => void;
}) {
  const t = useTranslations("settings.farm.limit");
  const hoursText = useHoursText();
  const { data, dataUpdatedAt, isFetching, error, refetch } = useQuery({
    ...userSettingQuery,
    refetchOnMount: "always",
  });
  const mutation = useChangeReminder();
  return (
    <Confirm
      title={t("ask", { hours: hoursText(requested) })}
      confirmLabel={t("confirm", { hours: hoursText(requested) })}
      pending={mutation.isPending}
      check={{
        ageAt: (nowMs) => (data ? nowMs - dataUpdatedAt : null),
        checking: isFetching,
        failure: error && failureOf(error),
        onRetry: () => void refetch(),
      }}
      error={mutation.error}
      onConfirm={() => mutation.mutate(requested, { onSuccess: (readBack) => onDone({ requested, readBack }) })}
      onClose={onClose}
    >
      <p>{t("meaning")}</p>
      <Facts
        facts={[
          { label: t("before"), value: isFetching ? t("checking") : hoursText(data?.taskOverTime ?? null) },
          { label: t("after"), value: hoursText(requested) },
        ]}
      />
    </Confirm>
  );
}
