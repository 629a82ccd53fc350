/** Asks for the name that notes and claims of this browser bear where nobody signs in. */
import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { NAME_LENGTH } from "../../protocol/team/teammate";
import { Dialog } from "../../ui/dialog/dialog";

/** `onAnswer` gets null when the user gives none. */
export function NameDialog({ onAnswer }: { onAnswer: (name: string | null) => void }) {
  const t = useTranslations("team.name");
  const [name, setName] = useState("");
  const [isMissing, setMissing] = useState(false);
  return (
    <Dialog title={t("title")} onClose={() => onAnswer(null)} size="sm">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === "") setMissing(true);
          else onAnswer(name.trim());
        }}
      >
        <p>{t("help")}</p>
        <TextInput
          label={t("label")}
          maxLength={NAME_LENGTH}
          data-autofocus
          value={name}
          error={isMissing && name.trim() === "" ? t("missing") : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={() => onAnswer(null)}>
            {t("cancel")}
          </Button>
          <Button type="submit">{t("save")}</Button>
        </Group>
      </form>
    </Dialog>
  );
}
