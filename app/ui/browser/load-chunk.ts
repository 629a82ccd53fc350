/**
 * Loads the chunks of the build (decision 042). Browsers older than 2026 remember a failed `import()` for the life of the page, so
 * each file is fetched first, which can be repeated, and imported from the HTTP cache when all are there. The address stays the
 * same, so no module is loaded twice.
 */

/** `missing`: the server no longer has the file, a new version is installed. `unreachable`: no usable answer. */
export class ChunkError extends Error {
  override name = "ChunkError";
  readonly kind: "missing" | "unreachable";

  constructor(kind: "missing" | "unreachable", file: string) {
    super(`${kind}: ${file}`);
    this.kind = kind;
  }
}

/** Pauses before the second and third attempt, ms. */
const PAUSES_MS = [300, 1200];

const loaded = new Map<string, Promise<void>>();

let hasStarted = false;

/** Before the page has rendered, a script is fetched only after its import failed: the first rows wait for it. */
export const markStarted = (): void => {
  hasStarted = true;
};

/**
 * Replaces Vite's preload helper: `files` are the paths of the chunk's own and shared files, or none if the chunk is one file.
 */
export async function loadChunk<Module>(
  load: () => Promise<Module>,
  files: readonly string[] = [],
  importer: string = import.meta.url,
): Promise<Module> {
  const addresses = new Set(files.map((file) => new URL(import.meta.env.BASE_URL + file, importer).href));
  if (!hasStarted) {
    const styles = [...addresses].filter(isStyles).map(loadOnce);
    const [module] = await Promise.all([load().catch(() => null), ...styles]);
    if (module !== null) return module;
  }
  const own = /import\(\s*[`'"]([^`'"]+)/.exec(String(load))?.[1];
  if (own !== undefined) addresses.add(new URL(own, importer).href);
  await Promise.all([...addresses].map(loadOnce));
  return load();
}

const isStyles = (address: string): boolean => new URL(address).pathname.endsWith(".css");

function loadOnce(address: string): Promise<void> {
  const before = loaded.get(address);
  if (before) return before;
  const loading = loadFile(address);
  loaded.set(address, loading);
  loading.catch(() => loaded.delete(address));
  return loading;
}

async function loadFile(address: string): Promise<void> {
  for (const pauseMs of [...PAUSES_MS, null]) {
    try {
      return await fetchFile(address);
    } catch (error) {
      if (pauseMs === null || (error instanceof ChunkError && error.kind === "missing")) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, pauseMs);
      });
    }
  }
}

async function fetchFile(address: string): Promise<void> {
  const response = await fetch(address).catch(() => null);
  if (response?.status === 404 || response?.status === 410) throw new ChunkError("missing", address);
  // A sign-in page in front of the server answers 200 with HTML.
  const isAsset = /javascript|css/.test(response?.headers.get("content-type") ?? "");
  const body = response?.ok && isAsset ? await response.arrayBuffer().catch(() => null) : null;
  if (!body) throw new ChunkError("unreachable", address);
  if (isStyles(address)) await addStyles(address);
}

function addStyles(href: string): Promise<void> {
  const isThere = [...document.querySelectorAll("link")].some(
    (link) => link.rel === "stylesheet" && link.href === href,
  );
  if (isThere) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((resolve, reject) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => {
      link.remove();
      reject(new ChunkError("unreachable", href));
    });
    document.head.append(link);
  });
}
