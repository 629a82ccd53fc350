import { useTranslations } from "use-intl";
import { toast } from "../toasts/toast";

/** Copies a text to the clipboard. False: the browser refused. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/** The older way, for a page on plain http (an address of the local network), where the browser offers no clipboard. */
function copyByCommand(text: string): boolean {
  const write = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", write);
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- there is no other way without TLS
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    document.removeEventListener("copy", write);
  }
}

/** Copies from a menu and shows the result as a toast, since the menu closes at once. */
export function useCopy(): (text: string, item: "id" | "link") => void {
  const t = useTranslations("common");
  return (text, item) =>
    void copyText(text).then((copied) =>
      toast(copied ? { tone: "good", title: t(`copiedItem.${item}`) } : { tone: "bad", title: t("copyRefused") }),
    );
}
