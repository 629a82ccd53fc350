/** Two pictures side by side, one wiped over the other, or their difference. */
import { type CSSProperties, type PointerEvent, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../../ui/format/format";
import { TailName } from "../../../ui/status/tail-name";
import { differenceOf } from "./difference";
import classes from "./pair.module.css";
import type { PairMode } from "./pair-search";

export type Side = {
  /** The task's name. */
  readonly label: string;
  /** null: there is no picture, and `note` says why. */
  readonly url: string | null;
  readonly note: string;
};

type Loaded = { readonly url: string; readonly image: HTMLImageElement | null };

/** A picture, or why there is none. `onEnd`: it is there, or null: it cannot be shown. */
function Picture({
  side,
  alt,
  style,
  onEnd,
}: {
  side: Side;
  alt: string;
  style?: CSSProperties;
  onEnd: (loaded: Loaded) => void;
}) {
  const t = useTranslations("pair");
  const { url, note } = side;
  const [ended, setEnded] = useState<{ readonly url: string; readonly isGood: boolean } | null>(null);
  if (url === null) return <p className={classes["note"]}>{note}</p>;
  const current = ended?.url === url ? ended : null;
  const end = (image: HTMLImageElement | null) => {
    setEnded({ url, isGood: image !== null });
    onEnd({ url, image });
  };
  return (
    <>
      <img
        key={url}
        src={url}
        alt={alt}
        draggable={false}
        className={classes["picture"]}
        data-hidden={current?.isGood === false || undefined}
        style={style}
        onLoad={(event) => end(event.currentTarget)}
        onError={() => end(null)}
      />
      {current?.isGood !== true && (
        <p className={classes["note"]} role="status">
          {current === null ? t("loading") : t("broken")}
        </p>
      )}
    </>
  );
}

export function PairStage({
  mode,
  from,
  to,
  frame,
  gain,
  wipe,
  onWipe,
  onBroken,
}: {
  mode: PairMode;
  from: Side;
  to: Side;
  /** Label of the frame. */
  frame: string;
  /** How much brighter the difference is shown. */
  gain: number;
  /** Share of the width that shows the first picture, per cent. */
  wipe: number;
  onWipe: (wipe: number) => void;
  /** A picture could not be loaded. */
  onBroken: () => void;
}) {
  const t = useTranslations("pair");
  const [loaded, setLoaded] = useState<readonly [Loaded | null, Loaded | null]>([null, null]);
  const setSide = (side: 0 | 1) => (ended: Loaded) => {
    setLoaded(([one, other]) => (side === 0 ? [ended, other] : [one, ended]));
    if (ended.image === null) onBroken();
  };
  const altOf = (side: Side) => t("alt", { task: side.label, frame });
  const first = <Picture side={from} alt={altOf(from)} onEnd={setSide(0)} />;
  const style: CSSProperties = mode === "wipe" ? { clipPath: `inset(0 0 0 ${wipe}%)` } : {};
  const second = <Picture side={to} alt={altOf(to)} style={style} onEnd={setSide(1)} />;
  const images = [from, to].map(({ url }, index) => (loaded[index]?.url === url ? loaded[index]?.image : null));
  const [one, other] = images;
  const hasBoth = one !== null && one !== undefined && other !== null && other !== undefined;

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (mode !== "wipe" || event.buttons !== 1) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onWipe(Math.round(Math.max(0, Math.min(1, (event.clientX - left) / width)) * 100));
  };
  if (mode === "side")
    return (
      <div className={classes["sides"]}>
        {[from, to].map((side, index) => (
          <figure key={index === 0 ? "from" : "to"}>
            <figcaption>
              <TailName name={side.label} />
            </figcaption>
            <div className={classes["frame"]}>{index === 0 ? first : second}</div>
          </figure>
        ))}
      </div>
    );
  return (
    <figure className={classes["single"]}>
      <figcaption>
        <TailName name={from.label} />
        {mode === "difference" && hasBoth && <Difference one={one} other={other} />}
        <TailName name={to.label} />
      </figcaption>
      <div
        className={classes["frame"]}
        data-mode={mode}
        data-both={hasBoth || undefined}
        style={mode === "difference" && hasBoth ? { filter: `brightness(${gain})` } : {}}
        onPointerDown={drag}
        onPointerMove={drag}
      >
        <div className={classes["layer"]}>{first}</div>
        <div className={classes["layer"]}>{second}</div>
        {mode === "wipe" && hasBoth && <i className={classes["edge"]} style={{ left: `${wipe}%` }} />}
      </div>
    </figure>
  );
}

function Difference({ one, other }: { one: HTMLImageElement; other: HTMLImageElement }) {
  const t = useTranslations("pair");
  const format = useFormat();
  const share = useMemo(() => differenceOf(one, other), [one, other]);
  if (share === null) return null;
  return <span role="status">{share === 0 ? t("equal") : t("differs", { share: format.percent(share, 1) })}</span>;
}
