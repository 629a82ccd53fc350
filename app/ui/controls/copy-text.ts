import { useTranslations } from "use-intl";
import { toast } from "../toasts/toast";

/** Puts a text on the clipboard; false: the browser refused, or has none (a page not served over TLS). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Copies from a menu, which is closed by then: a toast says whether it worked. */
export function useCopy(): (text: string) => void {
  const t = useTranslations("common");
  return (text) =>
    void copyText(text).then((copied) =>
      toast(copied ? { tone: "good", title: t("copied") } : { tone: "bad", title: t("copyRefused") }),
    );
}
