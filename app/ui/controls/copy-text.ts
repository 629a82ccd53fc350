import { useTranslations } from "use-intl";
import { toast } from "../toasts/toast";

/** Copies a text to the clipboard. False: the browser refused, or has no clipboard (a page without TLS). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Copies from a menu and shows the result as a toast, since the menu closes at once. */
export function useCopy(): (text: string, item: "id" | "link" | "report") => void {
  const t = useTranslations("common");
  return (text, item) =>
    void copyText(text).then((copied) =>
      toast(copied ? { tone: "good", title: t(`copiedItem.${item}`) } : { tone: "bad", title: t("copyRefused") }),
    );
}
