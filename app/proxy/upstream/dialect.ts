/**
 * A dialect is one version of the farm's protocol: it encodes the page's requests and decodes the farm's responses. Only
 * dialects know paths, members and units that differ from the page's.
 */
import type { Capability } from "../../protocol/capabilities";
import type { OperationName } from "../../protocol/endpoints";

/** A request body that fits the request schema of its operation. */
export type RequestBody = Readonly<Record<string, unknown>>;

/** What some request bodies need in addition to the page's request. */
export type AccountFacts = { readonly platform: string };

/** The bodies to send, usually one. Several are for reads only and are sent one after another. */
export type EncodeRequest = (body: RequestBody, facts: AccountFacts) => readonly object[];

/** The page's `data`, from the `data` of each response. */
export type DecodeResponse = (data: readonly unknown[]) => unknown;

export type UpstreamRequest = {
  readonly path: string;
  readonly bodies: readonly object[];
  /** Absent: the response is relayed byte for byte. */
  readonly decodeResponse?: DecodeResponse;
};

/** The language of texts that the farm writes. */
export type Language = "zh" | "en";

export type Dialect = {
  readonly name: "2018" | "current";
  /** Value of the signed header `version`. */
  readonly version: string;
  readonly capabilities: readonly Capability[];
  /** The operation at a path of the page; undefined if this dialect has none. */
  readonly operationAt: (path: string) => OperationName | undefined;
  /** Headers that are sent but not signed, as names and values in turn. */
  readonly unsignedHeaders: (language: Language) => readonly string[];
  /** Throws Problem if this dialect cannot express the request. */
  readonly encodeRequest: (operation: OperationName, body: object, facts: AccountFacts) => UpstreamRequest;
};

export type DialectName = Dialect["name"];
