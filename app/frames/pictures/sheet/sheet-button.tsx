import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useCapability } from "../../../queries/http/capabilities";
import { useRefusal } from "../../../ui/controls/refusal";
import { latestHints, picturesRefused } from "./picture-access";

/** Opens and closes the contact sheet, and says how many hints it found; nothing where the dialect has no pictures. */
export function SheetButton({
  taskId,
  isOpen,
  onOpen,
}: {
  taskId: number;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}) {
  const t = useTranslations("sheet");
  const { has, refusal } = useCapability("framePictures");
  const refusalProps = useRefusal();
  const refused = picturesRefused.use();
  const hints = latestHints.use();
  if (!has) return null;
  const count = hints?.taskId === taskId ? hints.count : 0;
  const reason = refused === null ? {} : ({ disabled: true, title: t(`refusedBy.${refused}`) } as const);
  return (
    <Button
      variant={isOpen ? "light" : "default"}
      aria-pressed={isOpen}
      {...(isOpen ? {} : { ...reason, ...refusalProps(refusal) })}
      onClick={() => onOpen(!isOpen)}
    >
      {count > 0 ? t("buttonHints", { count }) : t("button")}
    </Button>
  );
}
