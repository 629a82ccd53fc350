/** What the description of the API says of a route beside the farm's operations. */
import type * as z from "zod/mini";
import type { Role } from "../../../app/protocol/endpoints";
import type { AnswerName } from "./answers";

export type Parameter = {
  readonly name: string;
  readonly in: "query" | "path";
  readonly description: string;
  readonly isOptional?: boolean;
  readonly schema: z.ZodMiniType;
  /** A value that the server accepts, for examples and tests. */
  readonly example: string;
};

export type OwnRoute = {
  readonly method: "get" | "post" | "delete";
  readonly path: string;
  readonly name: string;
  readonly tag: "Tasks" | "History" | "Team" | "Server" | "Tokens";
  readonly summary: string;
  readonly description?: string;
  /** The least role; "anyone" needs no sign-in. */
  readonly role: Role | "anyone";
  /** Whether API tokens are refused. */
  readonly isForPeople?: boolean;
  readonly parameters?: readonly Parameter[];
  readonly request?: AnswerName;
  /** null: another form than one of our answers. */
  readonly answer: AnswerName | null;
  /** The media type of the answer; default JSON. */
  readonly content?: "image/*";
  readonly status?: 201;
  /** Only on servers with several accounts. */
  readonly needsAccounts?: boolean;
};
