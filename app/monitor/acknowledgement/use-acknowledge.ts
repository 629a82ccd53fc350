/** Acknowledges troubles: for all screens where the server keeps that, else in this browser. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Person } from "../../protocol/person";
import { meQuery } from "../../queries/account/me";
import { postTeam } from "../../queries/team/post-team";
import { teamState } from "../../queries/team/team-state";
import { serverNow } from "../../state/server-clock";
import type { WallTask } from "../bands/wall-tasks";
import { changeScreen, readScreen, setAcknowledgement } from "../screen/screen";

/** Whether the server keeps acknowledgements, and who uses this page then. */
export function useSharedPerson(): { readonly isShared: boolean; readonly person: Person | null | undefined } {
  const isShared = teamState.use((team) => team !== null);
  const { data } = useQuery({ ...meQuery, enabled: isShared });
  return { isShared, person: data?.person };
}

/** Acknowledges a task's trouble in a name; without one takes that back. Rejects with a CallError when the server does not take it. */
export function useAcknowledge(): (task: WallTask, by: string | null) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async ({ node, trouble }, by) => {
      const { id } = node.task;
      // The counts of the moment the button was pressed: later failures are not acknowledged.
      const { failed } = node.rollUp.counts;
      const isShared = teamState.get() !== null;
      if (by === null) {
        if (isShared) await postTeam(client, `tasks/${id}/unseen`, { name: readScreen().name || undefined });
        else setAcknowledgement(id, null);
      } else if (trouble !== null) {
        if (isShared) {
          await postTeam(client, `tasks/${id}/seen`, { failed, trouble, name: by });
          changeScreen({ name: by });
        } else setAcknowledgement(id, { by, atMs: serverNow(), failed, trouble });
      }
    },
    [client],
  );
}
