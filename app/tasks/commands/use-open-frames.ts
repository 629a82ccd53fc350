import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";

/** The history state of the frames page when it is opened from the list: its header leads on to the next task. */
export const fromList = { isFromList: true } as const;

/** Opens the frames of a task or layer of the list. */
export function useOpenFrames(): (id: number) => void {
  const navigate = useNavigate();
  return useCallback(
    (id) => void navigate({ to: "/tasks/$taskId", params: { taskId: String(id) }, state: fromList }),
    [navigate],
  );
}
