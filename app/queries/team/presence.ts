/** Who else has a task open: this page says which one it shows, and hears of the others. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { PRESENCE_RENEW_MS, type PresenceAnswer } from "../../protocol/team/presence";
import type { Teammate } from "../../protocol/team/teammate";
import { accountPath } from "../../state/account";
import type { PollingChoice } from "../http/polling";

/** Random name of this page. */
const page = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join(
  "",
);

const nobody: readonly Teammate[] = [];

/** `name`: of who uses the page; it counts where nobody signs in. */
type Place = { readonly task: number | null; readonly name: string };

const send = ({ task, name }: Place, options: Pick<RequestInit, "signal" | "keepalive">) =>
  fetch(`${accountPath}/api/team/here`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ page, task, ...(name === "" ? {} : { name }) }),
    ...options,
  });

const presenceQuery = (task: number, name: string, polling: PollingChoice) =>
  queryOptions({
    queryKey: ["presence", task, name] as const,
    // The server is of the same build; an answer of another shape names nobody.
    queryFn: async ({ signal }): Promise<Partial<PresenceAnswer>> => {
      const response = await send({ task, name }, { signal });
      if (!response.ok) throw new Error(`POST /api/team/here: ${response.status}`);
      return response.json();
    },
    // A hidden page shows nothing, so it does not say that its task is looked at.
    refetchInterval: polling === "off" ? false : PRESENCE_RENEW_MS,
    refetchOnWindowFocus: "always",
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

let leaving: ReturnType<typeof setTimeout> | undefined;

/** Others who have the task open; nobody while that is not known. The page counts as one that has it open while this renders. */
export function useOthersHere({ task, name, polling }: { task: number; name: string; polling: PollingChoice }) {
  const { data, isError } = useQuery(presenceQuery(task, name, polling));
  useEffect(() => {
    clearTimeout(leaving);
    const leave = () => void send({ task: null, name }, { keepalive: true }).catch(() => undefined);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      // A walk to the next task is no leaving: it renders this again at once.
      leaving = setTimeout(leave);
    };
  }, [name]);
  return isError ? nobody : (data?.here ?? nobody);
}
