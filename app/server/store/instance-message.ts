/** What instances tell each other through PostgreSQL. A message may be lost: the next poll of the farm brings the same. */
import * as z from "zod/mini";
import { teammateSchema } from "../../protocol/team/teammate";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";

export const MESSAGE_CHANNEL = "renderdeck_message";

/** A payload holds at most 8 kB. */
export const MAX_IDS_PER_MESSAGE = 200;

const message = z.discriminatedUnion("kind", [
  /** To the leader: pages look at the list. */
  z.object({ kind: z.literal("watch") }),
  /** To the leader: read these top-level tasks now, somebody changed them. */
  z.object({ kind: z.literal("read"), ids: z.array(z.number()) }),
  /** To the leader: read the farm now, and say when the result is written. */
  z.object({ kind: z.literal("refresh"), request: z.string() }),
  /** From the leader: the result of a "refresh" is written. */
  z.object({ kind: z.literal("refreshed"), request: z.string() }),
  /** To all: a claim, a note, a view or an acknowledgement has changed. */
  z.object({ kind: z.literal("team") }),
  /** To all: which tasks open pages of the instance `from` show, or have left. */
  z.object({
    kind: z.literal("here"),
    from: z.string(),
    pages: z.array(z.object({ page: z.string(), task: z.nullable(z.number()), by: teammateSchema })),
  }),
]);

export type InstanceMessage = z.infer<typeof message>;

const addressed = z.object({ account: z.string() });

export const encodeMessage = (account: string, content: InstanceMessage): string =>
  JSON.stringify({ account, ...content });

/** The message, if it is about this account. */
export function decodeMessage(account: string, payload: string): InstanceMessage | null {
  const json = safeJsonParse(payload);
  if (addressed.safeParse(json).data?.account !== account) return null;
  return message.safeParse(json).data ?? null;
}
