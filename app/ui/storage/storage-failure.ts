/** Whether this browser refused to store something since the page was opened: the shell tells the user once. */
import { createStore } from "../../state/create-store";

export const storageFailed = createStore(false);
