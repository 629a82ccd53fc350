import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Frame } from "../../protocol/frames/frame";
import { keepAttempts, useFormerAttempts } from "../../queries/frames/attempts";
import { canHaveLog } from "./can-have-log";

/** The number of resubmissions before an attempt, or the present attempt. */
export type AttemptChoice = number | "present";

/**
 * The attempts of a frame and the one to show: what the user chose; else the one that was open when the frame was rendered again,
 * so that what is being read stays; else the last one that can have a log. `frame` is undefined until it is loaded.
 */
export function useShownAttempt(frameId: number, frame: Frame | undefined) {
  const client = useQueryClient();
  const attempts = useFormerAttempts(frameId);
  const [choice, setChoice] = useState<AttemptChoice | null>(null);
  const [before, setBefore] = useState(frame);
  const [passed, setPassed] = useState<Frame | null>(null);
  if (frame !== before) {
    setBefore(frame);
    if (before !== undefined && frame !== undefined && frame.resubmits > before.resubmits && canHaveLog(before)) {
      setPassed(before);
      if (typeof choice !== "number") setChoice(before.resubmits);
    }
  }
  useEffect(() => {
    if (passed !== null) keepAttempts(client, [passed]);
  }, [passed, client]);

  const former = frame === undefined ? [] : attempts.filter((attempt) => isFormer(attempt.frame, frame));
  const mayHaveLog = frame === undefined || canHaveLog(frame);
  const chosen = choice ?? (mayHaveLog ? "present" : (former.at(-1)?.frame.resubmits ?? "present"));
  return { former, shown: former.find((attempt) => attempt.frame.resubmits === chosen) ?? null, choose: setChoice };
}

/** Whether an attempt is not the present run: a farm may not count every resubmission, but each run has its own start. */
const isFormer = (attempt: Frame, present: Frame): boolean =>
  attempt.resubmits < present.resubmits || (present.startedMs !== null && attempt.startedMs !== present.startedMs);
