/** A new task in three steps: reserve ids, upload the files with the transfer client, submit. */
import { Button, Group, NumberInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { usePlatformAdvice } from "../../queries/account/platform-advice";
import { useRoleRefusal } from "../../queries/http/capabilities";
import { transferBidQuery, useCreateTasks, useSubmitTask } from "../../queries/tasks/new-tasks";
import { serverNow } from "../../state/server-clock";
import { CopyButton } from "../../ui/controls/copy-button";
import { useRefusal } from "../../ui/controls/refusal";
import { Dialog } from "../../ui/dialog/dialog";
import { WriteFailed } from "../../ui/dialog/write-results";
import { useFormat } from "../../ui/format/format";
import { PlatformNotice } from "../../ui/status/platform-notice";
import { toast } from "../../ui/toasts/toast";
import classes from "./new-task.module.css";
import { addReservedId, type ReservedId, removeReservedId, useReservedIds } from "./reserved-ids";

const MAX_COUNT = 100;

export function NewTask({ onClose }: { onClose: () => void }) {
  const t = useTranslations("task.new");
  const reserved = useReservedIds();
  const advice = usePlatformAdvice();
  return (
    <Dialog onClose={onClose} title={t("title")} size="lg">
      {advice && (
        <p>
          <PlatformNotice advice={advice} />
        </p>
      )}
      <ReserveForm />
      {reserved.length > 0 && (
        <>
          <TransferIds />
          <h3 className={classes["section"]}>{t("reserved", { count: reserved.length })}</h3>
          <p className="faint">{t("reservedHelp")}</p>
          <ul className={classes["reserved"]}>
            {reserved.map((entry) => (
              <ReservedRow key={entry.id} entry={entry} />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function ReserveForm() {
  const t = useTranslations("task.new");
  const refused = useRefusal()(useRoleRefusal("roleOperator"));
  const create = useCreateTasks();
  const [count, setCount] = useState<number | string>(1);
  const [outUser, setOutUser] = useState("");
  const isCountInvalid = !(typeof count === "number" && Number.isInteger(count) && count >= 1 && count <= MAX_COUNT);
  const isUserInvalid = outUser.trim() !== "" && !/^[1-9]\d{0,14}$/.test(outUser.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isCountInvalid || isUserInvalid) return;
    const outUserId = outUser.trim() === "" ? {} : { outUserId: Number(outUser.trim()) };
    create.mutate(
      { count, ...outUserId },
      {
        onSuccess: ({ taskIdList, aliasTaskIdList }) =>
          addReservedId(
            taskIdList.map((id, index) => ({
              id,
              alias: aliasTaskIdList[index] ?? String(id),
              reservedMs: serverNow(),
            })),
          ),
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <p className="faint">{t("help")}</p>
      <Group align="flex-start" gap="sm">
        <NumberInput
          label={t("count")}
          w={120}
          min={1}
          max={MAX_COUNT}
          clampBehavior="none"
          value={count}
          onChange={setCount}
          error={isCountInvalid ? t("countError", { max: MAX_COUNT }) : null}
          data-autofocus
        />
        <TextInput
          label={t("outUser")}
          description={t("outUserHelp")}
          inputMode="numeric"
          value={outUser}
          onChange={(event) => setOutUser(event.currentTarget.value)}
          error={isUserInvalid ? t("outUserError") : null}
        />
        <Button
          type="submit"
          mt={24}
          loading={create.isPending}
          disabled={isCountInvalid || isUserInvalid}
          {...refused}
        >
          {t("reserve", { count: isCountInvalid ? 1 : count })}
        </Button>
      </Group>
      {create.error && (
        <WriteFailed failure={failureOf(create.error)} asked={t("reserve", { count: isCountInvalid ? 1 : count })} />
      )}
    </form>
  );
}

const transferFields = ["input_bid", "config_bid", "output_bid"] as const;

function TransferIds() {
  const t = useTranslations("task.new");
  const { data, error, refetch } = useQuery(transferBidQuery);
  if (error) {
    return (
      <p>
        {t("transferFailed")}{" "}
        <Button variant="default" onClick={() => void refetch()}>
          {t("retry")}
        </Button>
      </p>
    );
  }
  return (
    <>
      <h3 className={classes["section"]}>{t("transfer")}</h3>
      <dl className={classes["transfer"]}>
        {transferFields.map((field) => (
          <div key={field}>
            <dt>{t(field)}</dt>
            <dd>
              {data?.[field] ?? "…"} {data && <CopyButton text={data[field]} what={t(field)} />}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function ReservedRow({ entry }: { entry: ReservedId }) {
  const t = useTranslations("task.new");
  const refused = useRefusal()(useRoleRefusal("roleOperator"));
  const format = useFormat();
  const submit = useSubmitTask();
  const [isConfirming, setIsConfirming] = useState(false);
  const send = () =>
    submit.mutate(entry.id, {
      onSuccess: () => {
        void toast({ tone: "good", title: t("submitted", { alias: entry.alias }) });
        removeReservedId(entry.id);
      },
    });
  return (
    <li>
      <strong>{entry.alias}</strong>
      <span>
        {entry.id} <CopyButton text={String(entry.id)} what={t("id")} />
      </span>
      <span className="faint">{format.moment(entry.reservedMs)}</span>
      {isConfirming ? (
        <>
          <Button onClick={send} loading={submit.isPending}>
            {t("submitConfirm")}
          </Button>
          <Button variant="default" onClick={() => setIsConfirming(false)} disabled={submit.isPending}>
            {t("notYet")}
          </Button>
        </>
      ) : (
        <>
          <Button variant="default" onClick={() => setIsConfirming(true)} {...refused}>
            {t("submit")}
          </Button>
          <Button variant="subtle" color="gray" onClick={() => removeReservedId(entry.id)}>
            {t("forget")}
          </Button>
        </>
      )}
      {isConfirming && <p className="faint">{t("submitHelp")}</p>}
      {submit.error && (
        <WriteFailed failure={failureOf(submit.error)} asked={`${t("submitConfirm")} – ${entry.alias}`} />
      )}
    </li>
  );
}
