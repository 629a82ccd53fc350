/** Names of frames, states and types in words. */
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { frameStatus, frameTypes } from "../protocol/frame";
import type { FrameName } from "../protocol/frame-name";

const isFrameType = (code: number | null): code is keyof typeof frameTypes =>
  code !== null && Object.hasOwn(frameTypes, code);

/** The same value until the language changes. */
export function useFrameWords() {
  const t = useTranslations("frames");
  return useMemo(() => frameWords(t), [t]);
}

function frameWords(t: ReturnType<typeof useTranslations<"frames">>) {
  return {
    status: (code: number | null): string => {
      const { name } = frameStatus(code);
      return name === "unknown" ? t("status.unknown", { code: code ?? "–" }) : t(`status.${name}`);
    },
    type: (code: number | null): string =>
      isFrameType(code) ? t(`type.${frameTypes[code]}`) : t("type.unknown", { code: code ?? "–" }),
    /** "Frame 0, tile 1", "Frames 2–4", "Frame 10". */
    name: (name: FrameName): string => {
      switch (name.kind) {
        case "single":
          return String(name.frame);
        case "tile":
          return t("name.tile", { frame: name.frame, tile: name.tile });
        case "group":
          return name.step === 1
            ? `${name.first}–${name.last}`
            : t("name.group", { first: name.first, last: name.last, step: name.step });
        case "opaque":
          return name.text;
      }
    },
  };
}
