/** Frames that hang or are slow, as far as our server has read them. */
import { useQuery } from "@tanstack/react-query";
import type { TaskHistory } from "../../mirror/task-history";
import type { TroubleByLeaf } from "../../protocol/frames/task-trouble";
import { taskHistoryQuery } from "./task-history-query";

const troublesOf = ({ troubles }: TaskHistory): TroubleByLeaf => troubles;
const none: TroubleByLeaf = new Map();

/** The readings of all leaves. Renders when one of them changes. */
export const useFrameTroubles = (): TroubleByLeaf =>
  useQuery({ ...taskHistoryQuery("off"), enabled: false, select: troublesOf }).data ?? none;
