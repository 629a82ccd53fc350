import { useTranslations } from "use-intl";

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

/** The name of a platform; an unknown key is its own name, without the prefix. */
export function usePlatformName() {
  const t = useTranslations("settings.platforms.known");
  return (key: string) => (isPlatformKey(key) ? t(key) : key.replace(/^query_platform_/, ""));
}
