/** Moves a damaged SQLite file out of the way, so that a new one can be made; nothing is deleted. */
import { existsSync, renameSync } from "node:fs";

/** Files that belong to a database in WAL mode. */
const PARTS = ["", "-wal", "-shm"];

/** Renames the file and its companions and returns the new name, such as `renderdeck.db.damaged-2026-11-29T07-30-00-000Z`. */
export function setAside(path: string, nowMs: number): string {
  const name = `${path}.damaged-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, "-")}`;
  for (const part of PARTS) if (existsSync(path + part)) renameSync(path + part, name + part);
  return name;
}
