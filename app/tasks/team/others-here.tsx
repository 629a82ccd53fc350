import { useOthersHere } from "../../queries/team/presence";
import { usePersonName } from "../../ui/storage/person-name";
import { usePreferences } from "../../ui/storage/preferences";
import { AlsoHere } from "../../ui/team/also-here";

/** Who else has the task open. */
export function OthersHere({ taskId }: { taskId: number }) {
  const { polling } = usePreferences();
  return <AlsoHere people={useOthersHere({ task: taskId, name: usePersonName().trim(), polling })} />;
}
