import { useEffect, useEffectEvent } from "react";
import { useTranslations } from "use-intl";
import { toast } from "../ui/toasts/toast";

/** Tells, when it is mounted, that this browser stores nothing. */
export function StorageNotice() {
  const t = useTranslations("shell.storage");
  const announce = useEffectEvent(() => void toast({ tone: "bad", title: t("title"), message: t("message") }));
  useEffect(() => announce(), []);
  return null;
}
