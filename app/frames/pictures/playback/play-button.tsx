import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { usePicturesRefusal } from "../load/use-pictures-refusal";

/** Opens playback; nothing where the dialect has no pictures. */
export function PlayButton({ onPlay }: { onPlay: () => void }) {
  const t = useTranslations("playback");
  const refused = usePicturesRefusal();
  if (refused === null) return null;
  return (
    <Button variant="default" {...refused} onClick={onPlay}>
      {t("button")}
    </Button>
  );
}
