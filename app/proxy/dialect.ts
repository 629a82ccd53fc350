/** How an operation of the 2018 specification is said to the upstream. Nothing outside this file knows of other paths or fields. */
import { endpoints, type OperationName } from "../protocol/endpoints";

export type Dialect = {
  /** The signed header `version`. */
  readonly version: string;
  /** Path and body members for the upstream. */
  readonly toUpstream: (operation: OperationName, body: object) => { readonly path: string; readonly body: object };
};

export const dialects = {
  "2018": {
    version: "1.0.0",
    toUpstream: (operation, body) => ({ path: endpoints[operation].path, body }),
  },
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof dialects;
