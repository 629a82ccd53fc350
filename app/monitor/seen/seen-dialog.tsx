/** Asks who has seen a tile's trouble. */
import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "../../ui/dialog/dialog";
import { readScreen, setSeen } from "../screen/screen";
import type { Tile } from "../tiles/tiles";

export function SeenDialog({ tile, onClose }: { tile: Tile; onClose: () => void }) {
  const t = useTranslations("monitor.seen");
  const [name, setName] = useState(() => readScreen().name);
  const [missing, setMissing] = useState(false);
  const save = () => {
    const by = name.trim();
    if (by === "" || tile.trouble === null) return setMissing(true);
    // What was on screen when the button was pressed is what was seen: failures that came since are news.
    const { failed } = tile.node.rollUp.counts;
    setSeen(tile.node.task.id, { by, atMs: Date.now(), failed, trouble: tile.trouble });
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
          error={missing && name.trim() === "" ? t("missing") : undefined}
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
