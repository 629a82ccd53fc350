/** Names of frames, states and types in words. */
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { frameStatus, frameTypes } from "../protocol/frames/frame";
import type { FrameName } from "../protocol/frames/frame-name";

const isFrameType = (code: number | null): code is keyof typeof frameTypes =>
  code !== null && Object.hasOwn(frameTypes, code);

/** The same value until the language changes. */
export function useFrameLabels() {
  const t = useTranslations("frames");
  return useMemo(() => frameWords(t), [t]);
}

function frameWords(t: ReturnType<typeof useTranslations<"frames">>) {
  // Written once, filled in for each frame: formatting the message anew for 100,000 tiles would take a second.
  const tile = t("name.tile", { frame: FRAME, tile: TILE });
  return {
    status: (code: number | null): string => {
      const { name } = frameStatus(code);
      return name === "unknown" ? t("status.unknown", { code: code ?? "–" }) : t(`status.${name}`);
    },
    type: (code: number | null): string =>
      isFrameType(code) ? t(`type.${frameTypes[code]}`) : t("type.unknown", { code: code ?? "–" }),
    /** "0 · tile 1", "2–4", "2–10x2", "10": as it can be typed, into the range field too where it is no tile. */
    name: (name: FrameName): string => {
      switch (name.kind) {
        case "single":
          return String(name.frame);
        case "tile":
          return tile.replace(FRAME, String(name.frame)).replace(TILE, String(name.tile));
        case "group":
          return `${name.first}–${name.last}${name.step === 1 ? "" : `x${name.step}`}`;
        case "opaque":
          return name.text;
      }
    },
  };
}

/** Stand for the numbers in the message until they are known. */
const [FRAME, TILE] = ["\u0001", "\u0002"];
