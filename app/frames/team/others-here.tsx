import { useOthersHere } from "../../queries/team/presence";
import { usePersonName } from "../../ui/storage/person-name";
import { usePreferences } from "../../ui/storage/preferences";
import { AlsoHere } from "../../ui/team/also-here";

/** Who else has the task open, at the end of the title. */
export function OthersHere({ taskId }: { taskId: number }) {
  const { polling } = usePreferences();
  return <AlsoHere isShort people={useOthersHere({ task: taskId, name: usePersonName().trim(), polling })} />;
}
