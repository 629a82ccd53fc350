/** Records the name of the person who has seen a tile's trouble. */
import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { serverNow } from "../../state/server-clock";
import { Dialog } from "../../ui/dialog/dialog";
import { readScreen, setAcknowledgement } from "../screen/screen";
import type { Tile } from "../tiles/tiles";

export function AcknowledgeDialog({ tile, onClose }: { tile: Tile; onClose: () => void }) {
  const t = useTranslations("monitor.seen");
  const [name, setName] = useState(() => readScreen().name);
  const [isNameMissing, setIsNameMissing] = useState(false);
  const save = () => {
    const by = name.trim();
    if (by === "" || tile.trouble === null) return setIsNameMissing(true);
    // The counts of the moment the button was pressed: later failures are not acknowledged.
    const { failed } = tile.node.rollUp.counts;
    setAcknowledgement(tile.node.task.id, { by, atMs: serverNow(), failed, trouble: tile.trouble });
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
        <p>{t("what", { name: tile.node.task.sceneName })}</p>
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
