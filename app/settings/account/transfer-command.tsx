/** The command that "Copy command" of a task copies, in this browser. */
import { Button, Group, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import {
  DEFAULT_COMMAND,
  MAX_COMMAND,
  setTransferCommand,
  useTransferCommand,
} from "../../ui/storage/transfer-command";

export function TransferCommand() {
  const t = useTranslations("settings.transfer.command");
  const stored = useTransferCommand();
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? stored;
  const save = (command: string) => {
    setTransferCommand(command);
    setDraft(null);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save(text);
      }}
    >
      <Textarea
        mt="lg"
        label={t("label")}
        description={t("help")}
        rows={4}
        maxLength={MAX_COMMAND}
        spellCheck={false}
        value={text}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      <Group gap="xs" mt="xs">
        <Button type="submit" variant="default" disabled={text.trim() === stored}>
          {t("save")}
        </Button>
        {stored !== DEFAULT_COMMAND && (
          <Button variant="subtle" onClick={() => save("")}>
            {t("reset")}
          </Button>
        )}
      </Group>
    </form>
  );
}
