/** Records the name of the person who has seen a task's trouble. */
import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import type { Failure } from "../../protocol/wire/failure";
import { CallFailed } from "../../ui/dialog/call-failed";
import { Dialog } from "../../ui/dialog/dialog";
import type { WallTask } from "../bands/wall-tasks";
import { readScreen } from "../screen/screen";
import { useAcknowledge, useSharedPerson } from "./use-acknowledge";

export function AcknowledgeDialog({ task, onClose }: { task: WallTask; onClose: () => void }) {
  const t = useTranslations("monitor.seen");
  const [name, setName] = useState(() => readScreen().name);
  const [isNameMissing, setIsNameMissing] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { isShared, person } = useSharedPerson();
  const acknowledge = useAcknowledge();
  const isSignedIn = Boolean(person?.id);
  const save = async () => {
    const by = isSignedIn ? (person?.name ?? "") : name.trim();
    if (!isSignedIn && by === "") return setIsNameMissing(true);
    try {
      await acknowledge(task, by);
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Dialog title={t("title")} onClose={onClose} size="sm">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p>{t(isShared ? "whatShared" : "what", { name: task.node.task.sceneName })}</p>
        {!isSignedIn && (
          <TextInput
            label={t("by")}
            maxLength={60}
            data-autofocus
            value={name}
            error={isNameMissing && name.trim() === "" ? t("missing") : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        {failure && <CallFailed failure={failure} kind="write" asked={t("save")} />}
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit">{t("save")}</Button>
        </Group>
      </form>
    </Dialog>
  );
}
