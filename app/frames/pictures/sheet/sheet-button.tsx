import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { usePicturesRefusal } from "../load/use-pictures-refusal";
import { latestHints } from "./latest-hints";

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
  const refused = usePicturesRefusal();
  const hints = latestHints.use();
  if (refused === null) return null;
  const count = hints?.taskId === taskId ? hints.count : 0;
  return (
    <Button
      variant={isOpen ? "light" : "default"}
      aria-pressed={isOpen}
      {...(isOpen ? {} : refused)}
      onClick={() => onOpen(!isOpen)}
    >
      {count > 0 ? t("buttonHints", { count }) : t("button")}
    </Button>
  );
}
