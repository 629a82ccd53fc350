/** Lets parts of the server see what passes through the proxy. An observer never changes or delays a response. */
import { endpoints, type OperationName } from "../../protocol/endpoints";
import { SUCCESS } from "../../protocol/wire/envelope";
import type { WriteResult } from "../../protocol/wire/write-result";
import { toProblem } from "../../proxy/http/problem";
import { resultOfCode, resultOfProblem } from "../../proxy/http/write-report";
import type { Forwarder } from "../../proxy/upstream/forwarder";

export type ResponseObserver = {
  /** A read was answered with success. `text` is the envelope; `requestedMs` (epoch) the moment of the request. */
  readonly onRead?: (operation: OperationName, body: object, text: string, requestedMs: number) => void;
  readonly onWrite?: (operation: OperationName, body: object, result: WriteResult) => void;
};

/** `forward` with observers. `report` receives what an observer throws. */
export function observeResponses(
  forward: Forwarder["forward"],
  observers: readonly ResponseObserver[],
  report: (error: unknown) => void,
): Forwarder["forward"] {
  const tell = (notify: (observer: ResponseObserver) => void) => {
    for (const observer of observers) {
      try {
        notify(observer);
      } catch (error) {
        report(error);
      }
    }
  };
  return async (operation, body, options) => {
    const requestedMs = Date.now();
    const isWrite = endpoints[operation].kind === "write";
    const written = (result: WriteResult) => {
      if (isWrite) tell(({ onWrite }) => onWrite?.(operation, body, result));
    };
    try {
      const response = await forward(operation, body, options);
      const { code } = response;
      if (!isWrite && code === SUCCESS) tell(({ onRead }) => onRead?.(operation, body, response.body, requestedMs));
      written(resultOfCode(code));
      return response;
    } catch (error) {
      written(resultOfProblem(toProblem(error, "unknown")));
      throw error;
    }
  };
}
