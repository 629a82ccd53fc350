import { useTranslations } from "use-intl";
import { useReadBack } from "./use-read-back";

/** Says that an accepted write shows no effect yet, and calls `onLook` after 5, 10 and 20 s. Renders nothing while none is awaited. */
export function AwaitedEffect({ isAwaited, onLook }: { isAwaited: boolean; onLook: () => Promise<unknown> }) {
  const t = useTranslations("task.action");
  const { nextSeconds } = useReadBack(isAwaited, onLook);
  if (!isAwaited) return null;
  return <p role="status">{nextSeconds === null ? t("noEffect") : t("awaited", { seconds: nextSeconds })}</p>;
}
