/** One PostgreSQL for all test files of a run: TEST_DATABASE_URL, or a cluster of the run's own. */
import type { TestProject } from "vitest/node";
import { startCluster } from "./postgres-cluster";

declare module "vitest" {
  interface ProvidedContext {
    /** URL of a PostgreSQL whose user may make databases; null: there is none. */
    readonly postgresUrl: string | null;
  }
}

const MISSING = "No PostgreSQL: the tests of the store on PostgreSQL do not run. Install it, or set TEST_DATABASE_URL.";

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const named = process.env["TEST_DATABASE_URL"];
  if (named) {
    project.provide("postgresUrl", named);
    return undefined;
  }
  const cluster = await startCluster();
  if (!cluster && process.env["CI"]) throw new Error(MISSING);
  if (!cluster) process.stderr.write(`${MISSING}\n`);
  project.provide("postgresUrl", cluster?.url ?? null);
  return cluster?.stop;
}
