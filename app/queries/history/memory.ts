import { useQuery } from "@tanstack/react-query";
import type { PollingChoice } from "../http/polling";
import { recordingStateQuery } from "./recorded-history";

/** Why nothing can be read of what the server recorded: the static demo has no server, or the server's database is away. */
export type MemoryObstacle = "noServer" | "away";

/** null: it can be read, or that is not known yet. */
export function useMemoryObstacle(polling: PollingChoice): MemoryObstacle | null {
  const { isError } = useQuery({ ...recordingStateQuery(polling), enabled: !__DEMO__ });
  if (__DEMO__) return "noServer";
  return isError ? "away" : null;
}
