/** A further build of the product: the same code below other file names, as after a change of the source. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist", import.meta.url));

export type FurtherBuild = {
  /** The program of the server. */
  readonly program: string;
  readonly remove: () => void;
};

/** Writes the build into a temporary folder, with the assets of the present build besides its own, or without them. */
export function createFurtherBuild({ keepsFormer }: { readonly keepsFormer: boolean }): FurtherBuild {
  const folder = mkdtempSync(join(tmpdir(), "renderdeck-build-"));
  const [client, assets] = [join(folder, "client"), join(folder, "client", "assets")];
  // What is not in the server's file stays in the packages, which a deployment has beside it.
  symlinkSync(join(dist, "..", "node_modules"), join(folder, "node_modules"), "dir");
  cpSync(join(dist, "server"), join(folder, "server"), { recursive: true });
  mkdirSync(assets, { recursive: true });
  const names: readonly string[] = JSON.parse(readFileSync(join(dist, "client", ".vite", "builds.json"), "utf8"))[0];
  const plain = names.filter((name) => /\.(?:js|css)$/.test(name));
  const renamed = new Map(plain.map((name) => [name, name.replace(/\.\w+$/, "-2$&")]));
  const rename = (text: string) => text.replaceAll(/[\w.-]+\.(?:js|css)\b/g, (name) => renamed.get(name) ?? name);
  for (const name of plain) {
    const text = readFileSync(join(dist, "client", "assets", name), "utf8");
    writeFileSync(join(assets, renamed.get(name) ?? name), rename(text));
    if (keepsFormer) writeFileSync(join(assets, name), text);
  }
  for (const { name } of readdirSync(join(dist, "client"), { withFileTypes: true }).filter((entry) => entry.isFile())) {
    const bytes = readFileSync(join(dist, "client", name));
    writeFileSync(join(client, name), name.endsWith(".html") ? rename(bytes.toString("utf8")) : bytes);
  }
  return { program: join(folder, "server", "main.js"), remove: () => rmSync(folder, { recursive: true }) };
}
