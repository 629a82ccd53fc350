/**
 * The migrations, one list for both engines, oldest first. Each is run once, in a transaction with the row that records it.
 * Never change one that was released: add the next.
 */
import type { EngineName, Writer } from "./engine/engine";
import { createMemory } from "./migrations/001-memory";
import { addEnvironmentOperation } from "./migrations/002-environment-operation";
import { addFollowers } from "./migrations/003-followers";
import { addGrowth } from "./migrations/004-growth";
import { addAudit } from "./migrations/005-audit";
import { addTogether } from "./migrations/006-together";
import { addPeople } from "./migrations/007-people";
import { addApiTokens } from "./migrations/008-api-tokens";
import { addFetched } from "./migrations/009-fetched";
import { addRoles } from "./migrations/010-roles";

export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly up: (database: Writer, engine: EngineName) => Promise<void>;
};

export const migrations: readonly Migration[] = [
  { version: 1, name: "memory", up: createMemory },
  { version: 2, name: "environment operation", up: addEnvironmentOperation },
  { version: 3, name: "followers", up: addFollowers },
  { version: 4, name: "growth", up: addGrowth },
  { version: 5, name: "audit", up: addAudit },
  { version: 6, name: "together", up: addTogether },
  { version: 7, name: "people", up: addPeople },
  { version: 8, name: "API tokens", up: addApiTokens },
  { version: 9, name: "fetched", up: addFetched },
  { version: 10, name: "roles", up: addRoles },
];
