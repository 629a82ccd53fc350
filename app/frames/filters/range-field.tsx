/** The frame-range expression, with a live preview and errors that point at the character. */
import { Input } from "@mantine/core";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { parseFrameRange } from "../../protocol/frames/frame-range";
import { useDelayedText } from "../../ui/controls/delayed-text";
import classes from "./filters.module.css";

const accepts = (text: string) => text.trim() === "" || parseFrameRange(text).ok;

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
  const [text, setText] = useDelayedText(value, onChange, accepts);
  const id = useId();
  const parsed = text.trim() === "" ? null : parseFrameRange(text);
  const valid = parsed === null || parsed.ok;
  return (
    <div className={classes["range"]}>
      <Input
        size="xs"
        aria-label={t("label")}
        placeholder={t("placeholder")}
        value={text}
        maxLength={300}
        error={!valid}
        // With its own ARIA, Mantine points aria-describedby only at what it renders below the input.
        withAria={false}
        aria-invalid={!valid}
        aria-describedby={id}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <span id={id} role={valid ? undefined : "alert"} className={valid ? "faint" : "tone"} data-tone="bad">
        {parsed === null ? (
          ""
        ) : parsed.ok ? (
          t("matches", { count: matching })
        ) : (
          <>
            {t(`problem.${parsed.problem}`)} <code>{`${text.slice(0, parsed.at)}▸${text.slice(parsed.at)}`}</code>
          </>
        )}
      </span>
    </div>
  );
}
