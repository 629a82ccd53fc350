/** Both tables as one: the 28 operations of 2018 and the further ones of today's farm, for those who serve either. */
import { type Endpoint, endpoints, type OperationName, operationNames } from "./endpoints";
import { type FurtherName, furtherEndpoints, furtherNames } from "./further-endpoints";

export type AnyOperation = OperationName | FurtherName;

/** Every operation of the page, by its name. */
export const operations: Readonly<Record<AnyOperation, Endpoint>> = { ...endpoints, ...furtherEndpoints };

/** Their names: those of 2018 first. */
export const anyOperationNames: readonly AnyOperation[] = [...operationNames, ...furtherNames];

const byPath = new Map<string, AnyOperation>(anyOperationNames.map((name) => [operations[name].path, name]));

/** The operation behind a path of the page, whichever dialect has it; undefined if none does. */
export const anyOperationAt = (path: string): AnyOperation | undefined => byPath.get(path);

/** Whether it is one of those that only some dialects have. */
export const isFurther = (name: AnyOperation): name is FurtherName => Object.hasOwn(furtherEndpoints, name);
