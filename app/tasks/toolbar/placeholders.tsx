/** The buttons of the bar's filters and menus until the user reaches for them: the same names in the same order. */
import { ActionIcon, Button } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconBookmark, IconChevronDown, IconDots } from "@tabler/icons-react";
import { useTranslations } from "use-intl";

/** `isNarrow`: the arrow alone is visible. */
export function DropdownButton({ label, isNarrow = false }: { label: string; isNarrow?: boolean }) {
  if (isNarrow)
    return (
      <ActionIcon variant="default" aria-haspopup="dialog" aria-label={label}>
        <IconChevronDown size={13} aria-hidden="true" />
      </ActionIcon>
    );
  return (
    <Button variant="default" aria-haspopup="dialog" rightSection={<IconChevronDown size={13} aria-hidden="true" />}>
      {label}
    </Button>
  );
}

export function FilterPlaceholders({ isFolded }: { isFolded: boolean }) {
  const t = useTranslations("task");
  if (!isFolded)
    return [
      t("column.project"),
      t("column.software"),
      t("column.user"),
      t("column.submitted"),
      t("column.completed"),
      t("column.outputs"),
    ].map((label) => <DropdownButton key={label} label={label} />);
  return (
    <ActionIcon variant="default" aria-haspopup="dialog" aria-label={t("filter.title")}>
      <IconAdjustmentsHorizontal size={16} aria-hidden="true" />
    </ActionIcon>
  );
}

export function MenuPlaceholders({ isNarrow, isCramped }: { isNarrow: boolean; isCramped: boolean }) {
  const t = useTranslations("task");
  return (
    <>
      {!isCramped && <Button variant="default">{t("views.copyLink")}</Button>}
      {isNarrow ? (
        <ActionIcon variant="default" aria-haspopup="dialog" aria-label={t("views.title")}>
          <IconBookmark size={16} aria-hidden="true" />
        </ActionIcon>
      ) : (
        <DropdownButton label={t("views.title")} />
      )}
      <ActionIcon variant="default" aria-haspopup="menu" aria-label={t("more.title")}>
        <IconDots size={16} aria-hidden="true" />
      </ActionIcon>
    </>
  );
}
