/** The search in a log: hits, the place among them, and buttons to the previous and the next one. */
import { ActionIcon, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconSearch } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import classes from "./log.module.css";

export function LogSearchField({
  text,
  onText,
  hits,
  current,
  onStep,
  onClose,
}: {
  text: string;
  onText: (text: string) => void;
  hits: readonly number[];
  current: number | null;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
}) {
  const t = useTranslations("frames.log");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && text !== "") onText("");
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
  };
  const place = current === null ? -1 : hits.indexOf(current);
  return (
    <div className={classes["search"]}>
      <TextInput
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status">{text !== "" && t("hits", { place: place + 1, count: hits.length })}</span>
      {hits.length > 0 && (
        <>
          <ActionIcon variant="default" aria-label={t("previous")} onClick={() => onStep(-1)}>
            <IconChevronUp size={14} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={t("next")} onClick={() => onStep(1)}>
            <IconChevronDown size={14} aria-hidden="true" />
          </ActionIcon>
        </>
      )}
    </div>
  );
}
