/** What stands in the place of a part that could not be loaded or failed. */
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { ChunkError } from "../browser/load-chunk";
import { useFocusReturn } from "../dialog/focus-return";
import classes from "./part-failure.module.css";

/** A `block` in the place of a page, panel or chart; a button `inline` in a bar; `floating` for dialogs and menus, which have no place. */
export type PartPlace = "block" | "inline" | "floating";

type Props = {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onClose: (() => void) | undefined;
};

const reload = () => window.location.reload();

export function PartFailure({ place, ...props }: Props & { readonly place: PartPlace }) {
  if (place === "inline") return <InlineFailure {...props} />;
  return place === "block" ? (
    <div className={classes["block"]} role="alert">
      <Message {...props} />
    </div>
  ) : (
    <FloatingFailure {...props} />
  );
}

function useFailure(error: unknown) {
  const t = useTranslations("part");
  const kind = error instanceof ChunkError ? error.kind : "broken";
  return { kind, text: t(kind) };
}

function Message({ error, onRetry, onClose }: Props) {
  const t = useTranslations();
  const { kind, text } = useFailure(error);
  return (
    <>
      <p>
        <span aria-hidden="true">✕</span> {text}
      </p>
      <div className={classes["buttons"]}>
        {kind !== "unreachable" && (
          <Button variant="default" onClick={reload}>
            {t("part.reload")}
          </Button>
        )}
        <Button variant="default" onClick={onRetry}>
          {t("common.tryAgain")}
        </Button>
        {onClose && (
          <Button variant="subtle" onClick={onClose}>
            {t("common.close")}
          </Button>
        )}
      </div>
    </>
  );
}

/** In the place of the dialog that the user asked for, so it takes the focus. */
function FloatingFailure(props: Props) {
  const card = useRef<HTMLDivElement>(null);
  useFocusReturn();
  useEffect(() => card.current?.querySelector("button")?.focus(), []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it, as it closes a dialog
    <div
      ref={card}
      className={classes["floating"]}
      role="alert"
      onKeyDown={(event) => event.key === "Escape" && props.onClose?.()}
    >
      <Message {...props} />
    </div>
  );
}

function InlineFailure({ error, onRetry }: Props) {
  const t = useTranslations();
  const { kind, text } = useFailure(error);
  const isGone = kind === "missing";
  return (
    <Button
      variant="default"
      title={text}
      leftSection={<span aria-hidden="true">✕</span>}
      onClick={isGone ? reload : onRetry}
    >
      {t(isGone ? "part.reload" : "common.tryAgain")}
    </Button>
  );
}
