import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { copyText } from "./copy-text";

/**
 * Copies a text and shows briefly that it was copied, or that the browser refused. `what` names the text, for screen readers or,
 * with `hasName`, on the button.
 */
export function CopyButton({ text, what, hasName = false }: { text: string; what: string; hasName?: boolean }) {
  const t = useTranslations("common");
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const copy = () => void copyText(text).then((copied) => setState(copied ? "copied" : "refused"));
  const label = state === "copied" ? t("copied") : state === "refused" ? t("copyRefused") : t("copy", { what });
  const events = { onClick: copy, onBlur: () => setState("idle"), onMouseLeave: () => setState("idle") };
  const Glyph = state === "copied" ? IconCheck : IconCopy;
  const icon = <Glyph size={hasName ? 15 : 13} aria-hidden="true" />;
  if (hasName)
    return (
      <Button variant="default" leftSection={icon} {...events}>
        {label}
      </Button>
    );
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="xs" aria-label={label} {...events}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
