import { createHash } from "node:crypto";
import { keyText } from "./engine/sql-values";

/** The key of an environment in the store. Names of any length and with any character stay apart. */
export function environmentIdOf(cgId: number, name: string): string {
  const id = `${cgId}/${name}`;
  return keyText(id) === id ? id : `${cgId}/sha256:${createHash("sha256").update(name, "utf16le").digest("hex")}`;
}
