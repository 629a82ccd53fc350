/** What the team has noted, as our server told it last; null: no server that keeps it, so nothing of it is shown. */
import type { TeamState } from "../../protocol/team/team-changes";
import { createStore } from "../../state/create-store";

export const teamState = createStore<TeamState | null>(null);
