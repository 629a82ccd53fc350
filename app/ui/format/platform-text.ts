import { useTranslations } from "use-intl";
import {
  isPlatformState,
  isPlatformType,
  type PlatformAdvice,
  platformStates,
  platformTypes,
} from "../../protocol/account/platforms";

/** The farm sends keys of a catalogue that is not part of the interface (endpoints-2018 9.1). */
const platformKeys = [
  "query_platform_w2",
  "query_platform_w3",
  "query_platform_w4",
  "query_platform_w6",
  "query_platform_pic",
  "query_platform_gpu",
  "query_platform_gpu5",
] as const;
type PlatformKey = (typeof platformKeys)[number];
const isPlatformKey = (key: string): key is PlatformKey => platformKeys.some((name) => name === key);

/** Platforms in words: an unknown key is its own name, without the prefix; an unknown code is shown with its number. */
export function usePlatformText() {
  const t = useTranslations("platform");
  const name = (key: string) => (isPlatformKey(key) ? t(`name.${key}`) : key.replace(/^query_platform_/, ""));
  const state = (code: number) => (isPlatformState(code) ? t(`state.${platformStates[code]}`) : t("unknown", { code }));
  return {
    name,
    state,
    type: (code: number) => (isPlatformType(code) ? t(`type.${platformTypes[code]}`) : t("unknown", { code })),
    advice: ({ own, others }: PlatformAdvice) =>
      others.length === 0
        ? t("none", { name: name(own.name), state: state(own.status) })
        : t("elsewhere", {
            name: name(own.name),
            state: state(own.status),
            others: others.map((one) => name(one.name)).join(", "),
          }),
  };
}
