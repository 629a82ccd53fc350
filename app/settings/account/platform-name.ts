import { useTranslations } from "use-intl";

/** The farm names its platforms by keys of a catalogue it does not send (endpoints-2018 9.1). */
const known = [
  "query_platform_w2",
  "query_platform_w3",
  "query_platform_w4",
  "query_platform_w6",
  "query_platform_pic",
  "query_platform_gpu",
  "query_platform_gpu5",
] as const;
type KnownPlatform = (typeof known)[number];
const isKnown = (key: string): key is KnownPlatform => known.some((name) => name === key);

/** The name of a platform in words; a key nobody knows is shown as it is, without its prefix. */
export function usePlatformName() {
  const t = useTranslations("settings.platforms.known");
  return (key: string) => (isKnown(key) ? t(key) : key.replace(/^query_platform_/, ""));
}
