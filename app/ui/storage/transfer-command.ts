/** The command of this browser that fetches the rendered files of a task: a template with the ids of the task. */
import * as z from "zod/mini";
import { createStored } from "./stored";
import { membersOf } from "./tolerant";

export const MAX_COMMAND = 1000;

/**
 * A call of the vendor's Python library for transfers, with the access key from the environment. Its version and the names of the
 * variables differ from studio to studio, so it is a template.
 */
export const DEFAULT_COMMAND =
  'python -c "from os import getenv; from rayvision_api import RayvisionAPI; ' +
  "from rayvision_sync.download import RayvisionDownload; " +
  "api = RayvisionAPI(access_id=getenv('RENDERBUS_ACCESS_ID'), access_key=getenv('RENDERBUS_ACCESS_KEY'), " +
  "domain=getenv('RENDERBUS_DOMAIN'), platform=getenv('RENDERBUS_PLATFORM')); RayvisionDownload(api).auto_download([{ids}])\"";

const schema = z.object({ command: z.catch(z.string().check(z.maxLength(MAX_COMMAND)), "") });

const stored = createStored("renderdeck.transfer-command.1", (raw) => schema.parse(membersOf(raw)));

/** "" stands for the default. */
export const useTransferCommand = (): string => stored.use().command || DEFAULT_COMMAND;

export const setTransferCommand = (command: string): void =>
  stored.update(() => ({ command: command.trim() === DEFAULT_COMMAND ? "" : command.trim().slice(0, MAX_COMMAND) }));

/** The command for a task. Only numbers are filled in: no name of a file reaches the shell. */
export const commandFor = (template: string, taskId: number, leafIds: readonly number[]): string =>
  template.replaceAll("{id}", String(taskId)).replaceAll("{ids}", leafIds.join(", "));
