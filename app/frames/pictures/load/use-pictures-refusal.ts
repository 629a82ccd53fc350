import { useTranslations } from "use-intl";
import { picturesRefused } from "../../../queries/frames/frame-pictures";
import { useCapability } from "../../../queries/http/capabilities";
import { type RefusedProps, useRefusal } from "../../../ui/controls/refusal";

/** Props of a control that opens pictures: disabled with the reason where there are none. null: the dialect has no pictures. */
export function usePicturesRefusal(): RefusedProps | null {
  const t = useTranslations("sheet.refusedBy");
  const { has, refusal } = useCapability("framePictures");
  const refusalProps = useRefusal();
  const refused = picturesRefused.use();
  if (!has) return null;
  return { ...(refused === null ? {} : { disabled: true, title: t(refused) }), ...refusalProps(refusal) };
}
