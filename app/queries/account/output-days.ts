/** Days that rendered files can be downloaded: by the farm's terms until the account's setting was read. */
import { OUTPUT_DAYS } from "../../protocol/tasks/task-outputs";
import { createStore } from "../../state/create-store";

export const outputDays = createStore(OUTPUT_DAYS);
