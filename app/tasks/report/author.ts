/** Who makes reports in this browser: typed once. */
import * as z from "zod/mini";
import { createStored } from "../../ui/storage/stored";
import { membersOf } from "../../ui/storage/tolerant";

export const AUTHOR_LENGTH = 60;

const schema = z.object({ name: z.catch(z.string().check(z.maxLength(AUTHOR_LENGTH)), "") });

const stored = createStored("renderdeck.author.1", (raw) => schema.parse(membersOf(raw)));

export const useAuthor = (): string => stored.use().name;
export const readAuthor = stored.get;
export const setAuthor = (name: string): void => stored.update(() => ({ name: name.slice(0, AUTHOR_LENGTH) }));
