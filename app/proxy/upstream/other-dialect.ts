/**
 * Signs that a farm speaks the other dialect: it does not know the path. The farm documents no way to ask for its dialect, so the
 * signs count only until an operation whose path differs between the dialects has succeeded.
 */
import { endpoints, type OperationName } from "../../protocol/endpoints";
import { SUCCESS } from "../../protocol/wire/envelope";
import { NOT_FOUND } from "../../protocol/wire/refusals";
import { currentRoutes } from "./current-routes";
import type { ParsedReply } from "./parse-reply";
import type { SendResult } from "./send-request";

const METHOD_NOT_ALLOWED = 405;

/** Whether a success of this operation proves the dialect: its path differs between the two. */
const provesDialect = (operation: OperationName): boolean =>
  currentRoutes[operation].path !== endpoints[operation].path;

const isHtml = (body: string): boolean => /^\s*</.test(body);

/** HTTP 404 or 405 with any body, or a page in HTML that no gateway sent with a status of failure. */
function isUnknownPath(result: SendResult, reply: ParsedReply | undefined): boolean {
  if (result.kind === "failure") return false;
  const { status, body } = result;
  if (status === NOT_FOUND || status === METHOD_NOT_ALLOWED) return reply === undefined || reply.code === NOT_FOUND;
  return reply === undefined && status < 500 && isHtml(body);
}

/** Remembers whether the dialect is proven, and judges each reply. */
export function createDialectGuard() {
  let isProven = false;
  return {
    /** Whether this reply is a sign of the other dialect. */
    isSign(operation: OperationName, result: SendResult, reply: ParsedReply | undefined): boolean {
      if (!provesDialect(operation)) return false;
      if (reply?.code === SUCCESS) isProven = true;
      return !isProven && isUnknownPath(result, reply);
    },
  };
}
