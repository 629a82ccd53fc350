import { ActionIcon } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { usePicturesRefusal } from "../load/use-pictures-refusal";

/** Switches the small pictures of the rows on and off; nothing where the dialect has no pictures. */
export function PicturesSwitch({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const t = useTranslations("frames.thumbnails");
  const refused = usePicturesRefusal();
  if (refused === null) return null;
  return (
    <ActionIcon
      role="switch"
      variant={isOn ? "light" : "default"}
      size={26}
      aria-checked={isOn}
      aria-label={t("switch")}
      title={t("switch")}
      {...refused}
      onClick={() => onChange(!isOn)}
    >
      <IconPhoto size={16} aria-hidden="true" />
    </ActionIcon>
  );
}
