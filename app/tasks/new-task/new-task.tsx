/** A new task in three steps: reserve ids, upload the files with the transfer client, submit. */
import { Button, Group, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { usePlatformAdvice } from "../../queries/account/platform-advice";
import { useRoleRefusal } from "../../queries/http/capabilities";
import { useCreateTasks } from "../../queries/tasks/new-tasks";
import { serverNow } from "../../state/server-clock";
import { useRefusal } from "../../ui/controls/refusal";
import { Dialog } from "../../ui/dialog/dialog";
import { WriteFailed } from "../../ui/dialog/write-results";
import { PlatformNotice } from "../../ui/status/platform-notice";
import classes from "./new-task.module.css";
import { addReservedId, useReservedIds } from "./reserved-ids";
import { ReservedRow } from "./reserved-row";
import { TransferIds } from "./transfer-ids";

const MAX_COUNT = 100;

export function NewTask({ onClose }: { onClose: () => void }) {
  const t = useTranslations("task.new");
  const reserved = useReservedIds();
  const advice = usePlatformAdvice();
  // The toast of the last submitted id leads to its task, and the dialog would cover it.
  const closeAfterLast = (how: "submitted" | "forgotten") => {
    if (how === "submitted" && reserved.length === 1) onClose();
  };
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
              <ReservedRow key={entry.id} entry={entry} onGone={closeAfterLast} />
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
