import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { keepAttempts } from "../../queries/frames/attempts";
import type { FrameRow } from "../../queries/frames/frame-set";
import { type Act, mayHaveActed, rememberActed, showOnlyActed } from "./acted-frames";

/** Watches the frames of a command after it: they stay in view, and what was read of their former run is kept. */
export function useActs(taskId: number) {
  const client = useQueryClient();
  const { history } = useRouter();
  const page = history.location;
  const t = useTranslations("frames.acted");
  return {
    /** Sends a command to these frames. Throws what `send` throws. */
    watch: async (act: Act, rows: readonly FrameRow[], send: () => Promise<void>): Promise<void> => {
      const frames = rows.map(({ frame }) => frame);
      if (act === "rerendered") keepAttempts(client, frames);
      const failure = await send().then(
        () => null,
        (error: unknown) => ({ error }),
      );
      if (mayHaveActed(failure && failureOf(failure.error)))
        rememberActed(
          taskId,
          act,
          frames.map(({ id }) => id),
        );
      if (failure !== null) throw failure.error;
    },
    /** The button of a toast: back to the page of the task, with these frames alone. */
    showThem: {
      label: t("showThem"),
      run: () => {
        showOnlyActed(taskId, true);
        if (history.location.pathname !== page.pathname) history.push(page.href);
      },
    },
  };
}
