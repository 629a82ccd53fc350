/** The frame-range expression with a live preview and errors that point at the character. */
import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { parseFrameRange } from "../protocol/frame-range";
import classes from "./frames.module.css";

/** The URL follows the field after this pause, ms. */
const URL_DELAY = 300;

export function RangeField({
  value,
  matching,
  onChange,
}: {
  value: string;
  matching: number;
  onChange: (value: string) => void;
}) {
  const t = useTranslations("frames.range");
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  // Brush and back button change the expression from outside.
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  const read = text.trim() === "" ? null : parseFrameRange(text);
  const valid = read === null || read.ok;
  useEffect(() => {
    if (!valid || text === value) return;
    const timer = setTimeout(() => onChange(text), URL_DELAY);
    return () => clearTimeout(timer);
  }, [text, value, valid, onChange]);
  return (
    <div className={classes["range"]}>
      <TextInput
        aria-label={t("label")}
        placeholder={t("placeholder")}
        value={text}
        maxLength={300}
        error={!valid}
        aria-describedby="range-says"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <span id="range-says" role={valid ? undefined : "alert"} className={valid ? "faint" : "tone"} data-tone="bad">
        {read === null ? (
          ""
        ) : read.ok ? (
          t("matches", { count: matching })
        ) : (
          <>
            {t(`problem.${read.problem}`)} <code>{`${text.slice(0, read.at)}▸${text.slice(read.at)}`}</code>
          </>
        )}
      </span>
    </div>
  );
}
