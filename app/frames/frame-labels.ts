/** Labels of frames, states and types in the language of the user. */
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { FrameName } from "../protocol/frames/frame-name";
import { frameStatus, frameTypes } from "../protocol/frames/frame-status";

/** Marks a frame that hangs, is slow, or is an outlier. */
export const HUNG_OR_SLOW_GLYPH = "▲";

const isFrameType = (code: number | null): code is keyof typeof frameTypes =>
  code !== null && Object.hasOwn(frameTypes, code);

/** Stable until the language changes. */
export function useFrameLabels() {
  const t = useTranslations("frames");
  return useMemo(() => frameLabels(t), [t]);
}

function frameLabels(t: ReturnType<typeof useTranslations<"frames">>) {
  // The message is formatted once and filled in per frame: to format it for 100,000 tiles takes a second.
  const tile = t("name.tile", { frame: FRAME_MARK, tile: TILE_MARK });
  return {
    status: (code: number | null): string => {
      const { name } = frameStatus(code);
      return name === "unknown" ? t("status.unknown", { code: code ?? "–" }) : t(`status.${name}`);
    },
    type: (code: number | null): string =>
      isFrameType(code) ? t(`type.${frameTypes[code]}`) : t("type.unknown", { code: code ?? "–" }),
    /** "0 · tile 1", "2–4", "2–10x2", "10"; all but tiles can be typed into the range field. */
    name: (name: FrameName): string => {
      switch (name.kind) {
        case "single":
          return String(name.frame);
        case "tile":
          return tile.replace(FRAME_MARK, String(name.frame)).replace(TILE_MARK, String(name.tile));
        case "group":
          return `${name.first}–${name.last}${name.step === 1 ? "" : `x${name.step}`}`;
        case "opaque":
          return name.text;
      }
    },
  };
}

/** Placeholders of the two numbers in the formatted message. */
const [FRAME_MARK, TILE_MARK] = ["\u0001", "\u0002"];
