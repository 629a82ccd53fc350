/** The name of who uses this browser, typed once: the author of reports, and of what is noted where nobody signs in. */
import * as z from "zod/mini";
import { NAME_LENGTH } from "../../protocol/team/teammate";
import { createStored } from "./stored";
import { membersOf } from "./tolerant";

const schema = z.object({ name: z.catch(z.string().check(z.maxLength(NAME_LENGTH)), "") });

const stored = createStored("renderdeck.author.1", (raw) => schema.parse(membersOf(raw)));

export const usePersonName = (): string => stored.use().name;
export const readPersonName = (): string => stored.get().name;
export const setPersonName = (name: string): void => stored.update(() => ({ name: name.slice(0, NAME_LENGTH) }));
