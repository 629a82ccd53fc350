import { ActionIcon, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNarrow } from "../browser/narrow";

/** The main button of a page: its label, or on a phone a plus with that accessible name. */
export function CreateButton({
  label,
  disabled = false,
  onClick,
}: {
  label: string;
  disabled?: boolean;
  onClick: () => void;
}) {
  if (!useNarrow()) {
    return (
      <Button disabled={disabled} onClick={onClick}>
        {label}
      </Button>
    );
  }
  return (
    <ActionIcon variant="filled" aria-label={label} disabled={disabled} onClick={onClick}>
      <IconPlus size={16} aria-hidden="true" />
    </ActionIcon>
  );
}
