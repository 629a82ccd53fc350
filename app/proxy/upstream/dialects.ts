/** The two dialects of the farm, by the value of RENDERBUS_DIALECT. */
import { capabilityNames } from "../../protocol/capabilities";
import { endpoints, isIn2018, type OperationName, operationAt } from "../../protocol/endpoints";
import { Problem } from "../http/problem";
import { currentRoutes } from "./current-routes";
import type { Dialect, DialectName } from "./dialect";

const pageTooLarge = (operation: OperationName, maxPageSize: number) =>
  new Problem("invalid-request", {
    operation,
    detail: `A page of this farm has at most ${maxPageSize} rows`,
    errors: [{ path: "pageSize", code: "too_big" }],
  });

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  /** The specification (endpoints-2018). The page uses its paths and members, so requests pass unchanged. */
  "2018": {
    name: "2018",
    version: "1.0.0",
    capabilities: ["framePictures"],
    operationAt: (path) => operationAt(path, "2018"),
    unsignedHeaders: () => [],
    encodeRequest(operation, body) {
      if (!isIn2018(operation)) throw new Error(`${operation} does not exist in 2018`);
      return { path: endpoints[operation].path, bodies: [body] };
    },
  },
  /** The live farm since 2020-09 (endpoints-current). */
  current: {
    name: "current",
    version: "2.0.0",
    capabilities: capabilityNames,
    operationAt: (path) => operationAt(path, "current"),
    unsignedHeaders: (language) => ["languageFlag", language === "zh" ? "0" : "1"],
    encodeRequest(operation, body, facts) {
      const { path, maxPageSize = Number.POSITIVE_INFINITY, encodeRequest, decodeResponse } = currentRoutes[operation];
      const request = Object.fromEntries(Object.entries(body));
      if (Number(request["pageSize"]) > maxPageSize) throw pageTooLarge(operation, maxPageSize);
      const bodies = encodeRequest ? encodeRequest(request, facts) : [body];
      return { path, bodies, ...(decodeResponse ? { decodeResponse } : {}) };
    },
  },
};
