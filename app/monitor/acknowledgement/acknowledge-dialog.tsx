/** Records the name of the person who has seen a task's trouble. */
import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { serverNow } from "../../state/server-clock";
import { Dialog } from "../../ui/dialog/dialog";
import type { WallTask } from "../bands/wall-tasks";
import { readScreen, setAcknowledgement } from "../screen/screen";

export function AcknowledgeDialog({ task, onClose }: { task: WallTask; onClose: () => void }) {
  const t = useTranslations("monitor.seen");
  const [name, setName] = useState(() => readScreen().name);
  const [isNameMissing, setIsNameMissing] = useState(false);
  const save = () => {
    const by = name.trim();
    if (by === "" || task.trouble === null) return setIsNameMissing(true);
    // The counts of the moment the button was pressed: later failures are not acknowledged.
    const { failed } = task.node.rollUp.counts;
    setAcknowledgement(task.node.task.id, { by, atMs: serverNow(), failed, trouble: task.trouble });
    onClose();
  };
  return (
    <Dialog title={t("title")} onClose={onClose} size="sm">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <p>{t("what", { name: task.node.task.sceneName })}</p>
        <TextInput
          label={t("by")}
          maxLength={60}
          data-autofocus
          value={name}
          error={isNameMissing && name.trim() === "" ? t("missing") : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
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
