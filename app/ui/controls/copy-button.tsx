import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { copyText } from "./copy-text";

/** Copies a text and shows briefly that it was copied, or that the browser refused. `what` names the text for screen readers. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const t = useTranslations("common");
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const copy = () => void copyText(text).then((copied) => setState(copied ? "copied" : "refused"));
  const label = state === "copied" ? t("copied") : state === "refused" ? t("copyRefused") : t("copy", { what });
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="xs"
        aria-label={label}
        onClick={copy}
        onBlur={() => setState("idle")}
        onMouseLeave={() => setState("idle")}
      >
        {state === "copied" ? <IconCheck size={13} /> : <IconCopy size={13} />}
      </ActionIcon>
    </Tooltip>
  );
}
