/** A PostgreSQL of the tests' own: found on this machine, or installed where that is allowed. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";

export type Cluster = {
  readonly url: string;
  /** Process id of the server, for tests that kill it. */
  readonly pid: () => number;
  /** Starts the server again after it was killed. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const DEBIAN = "/usr/lib/postgresql";
const HOMEBREW = ["/opt/homebrew/opt/postgresql/bin", "/usr/local/opt/postgresql/bin"];

/** The folder with `initdb` and `postgres`; undefined: there is none. */
function findBinaries(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env["PATH"] ?? "").split(delimiter),
    ...versions.map((version) => join(DEBIAN, version, "bin")),
    ...HOMEBREW,
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
}

const isRoot = () => process.getuid?.() === 0;

function install(): void {
  if (!isRoot() || !existsSync("/usr/bin/apt-get")) return;
  process.stdout.write("No PostgreSQL found; trying: apt-get install postgresql\n");
  const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
  try {
    execFileSync("apt-get", ["update"], options);
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", "postgresql"], options);
  } catch {
    // Without the packages there are no binaries, which the caller notices.
  }
}

const idOf = (kind: "-u" | "-g") => Number(execFileSync("id", [kind, "postgres"], { encoding: "utf8" }));

/** PostgreSQL refuses to run as root; then it runs as the user `postgres`, which its package makes. */
const account = (): { uid: number; gid: number } | undefined =>
  isRoot() ? { uid: idOf("-u"), gid: idOf("-g") } : undefined;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** Starts a cluster in a temporary folder; null: there is no PostgreSQL. `isDurable`: it writes to the disk as in production. */
export async function startCluster({ isDurable = false } = {}): Promise<Cluster | null> {
  if (!findBinaries()) install();
  const binaries = findBinaries();
  if (!binaries) return null;
  const root = mkdtempSync(join(tmpdir(), "renderdeck-postgres-"));
  const data = join(root, "data");
  const identity = account();
  if (identity) chownSync(root, identity.uid, identity.gid);
  chmodSync(root, 0o700);
  const initOptions = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  execFileSync(join(binaries, "initdb"), initOptions, { ...identity, cwd: root, stdio: "pipe" });
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const quick = isDurable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
  const options = ["-D", data, "-p", `${port}`, "-k", root, "-c", "listen_addresses=127.0.0.1", ...quick];
  const run = () => spawn(join(binaries, "postgres"), options, { ...identity, cwd: root, stdio: "ignore" });
  let server = run();
  const wait = async () => {
    while (!(await answers(url))) {
      if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
      await setTimeout(20);
    }
  };
  await wait();
  return {
    url,
    pid: () => server.pid ?? 0,
    restart: async () => {
      server = run();
      await wait();
    },
    stop: async () => {
      const hasEnded = server.exitCode !== null || server.signalCode !== null;
      // SIGINT: ends the connections and stops at once.
      if (!hasEnded) {
        const end = once(server, "exit");
        server.kill("SIGINT");
        await end;
      }
      rmSync(root, { recursive: true, force: true });
    },
  };
}
