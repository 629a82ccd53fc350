/**
 * How the page's operations are said to the upstream, and how its answers are told to the page. Nothing outside the dialects
 * knows of other paths, members or units.
 */
import { type Capability, capabilityNames } from "../../protocol/capabilities";
import { endpoints, isCurrentOperation, type OperationName, operationAt } from "../../protocol/endpoints";
import { Problem } from "../http/problem";
import type { HeaderList } from "../http/response-headers";
import { type AccountFacts, currentRoutes, type DecodeResponse, type RequestBody } from "./current-routes";

/** The page's language, for texts that the farm writes. */
export type Language = "zh" | "en";

/** What is sent: usually one request. Several, for reads only, follow one another, and `tell` makes one answer of theirs. */
export type UpstreamRequest = {
  readonly path: string;
  readonly bodies: readonly object[];
  /** The data in the page's shape, from that of every answer; absent: it is relayed byte for byte. */
  readonly decodeResponse?: DecodeResponse;
};

export type Dialect = {
  readonly name: "2018" | "current";
  /** The signed header `version`. */
  readonly version: string;
  readonly capabilities: readonly Capability[];
  /** The operation behind a path of the page, if this dialect has it. */
  readonly operationAt: (path: string) => OperationName | undefined;
  /** Headers that are sent and not signed. */
  readonly unsignedHeaders: (language: Language) => HeaderList;
  /** Throws Problem for what this dialect cannot say. */
  readonly encodeRequest: (operation: OperationName, body: object, facts: AccountFacts) => UpstreamRequest;
};

const tooManyRows = (operation: OperationName, mostRows: number) =>
  new Problem("invalid-request", {
    operation,
    detail: `This farm's pages have at most ${mostRows} rows`,
    errors: [{ path: "pageSize", code: "too_big" }],
  });

const asBody = (body: object): RequestBody => Object.fromEntries(Object.entries(body));

/** Both protocols by the name that RENDERBUS_DIALECT gives them. */
export const dialects: Readonly<Record<Dialect["name"], Dialect>> = {
  /** The specification's own words. */
  "2018": {
    name: "2018",
    version: "1.0.0",
    capabilities: [],
    operationAt: (path) => operationAt(path, "2018"),
    unsignedHeaders: () => [],
    encodeRequest(operation, body) {
      if (isCurrentOperation(operation)) throw new Error(`${operation} does not exist in 2018`);
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
      const { path, maxPageSize: mostRows, encodeRequest: ask, decodeResponse: tell } = currentRoutes[operation];
      const asked = asBody(body);
      if (mostRows !== undefined && Number(asked["pageSize"]) > mostRows) throw tooManyRows(operation, mostRows);
      const bodies = ask ? ask(asked, facts) : [body];
      return { path, bodies, ...(tell ? { decodeResponse: tell } : {}) };
    },
  },
};

export type DialectName = Dialect["name"];

/** The page's language from its own header, else from the browser's; everything that is not Chinese reads English. */
export function languageOf(header: (name: string) => string | undefined): Language {
  const said = header("x-renderdeck-language") ?? header("accept-language") ?? "";
  return /^\s*zh\b/i.test(said) ? "zh" : "en";
}
