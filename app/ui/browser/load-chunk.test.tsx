import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { server } from "../../test/server";
import { loadChunk, markStarted } from "./load-chunk";

const module = { name: "loaded" };
const load = () => Promise.resolve(module);
const importer = "http://localhost/assets/index.js";
const script = () => HttpResponse.text("", { headers: { "content-type": "text/javascript" } });

/** Answers the requests of a file in order, the last answer again and again; returns the number of requests. */
function answer(file: string, ...answers: readonly (() => Response)[]): () => number {
  let count = 0;
  const next = () => (answers[Math.min(count++, answers.length - 1)] ?? script)();
  server.use(http.get(`http://localhost/${file}`, next));
  return () => count;
}

beforeEach(markStarted);

const rejectedImport = () => Promise.reject(new Error("imported"));

describe("loadChunk", () => {
  it("imports after all files are there, and fetches each once", async () => {
    const requests = answer("assets/once.js", script);
    expect(await loadChunk(load, ["assets/once.js"], importer)).toBe(module);
    expect(await loadChunk(load, ["assets/once.js"], importer)).toBe(module);
    expect(requests()).toBe(1);
  });

  it.each([
    ["a network failure", () => HttpResponse.error()],
    ["status 503", () => new HttpResponse(null, { status: 503 })],
    ["a sign-in page", () => HttpResponse.html("<form>")],
  ])("tries again after %s", async (name, failure) => {
    const file = `assets/again-${name.replaceAll(" ", "-")}.js`;
    const requests = answer(file, failure, script);
    expect(await loadChunk(load, [file], importer)).toBe(module);
    expect(requests()).toBe(2);
  });

  it("says that a file is gone without trying again, and asks anew the next time", async () => {
    const requests = answer("assets/gone.js", () => new HttpResponse(null, { status: 404 }), script);
    await expect(loadChunk(load, ["assets/gone.js"], importer)).rejects.toMatchObject({ kind: "missing" });
    expect(requests()).toBe(1);
    expect(await loadChunk(load, ["assets/gone.js"], importer)).toBe(module);
  });

  it("gives up after three attempts, without importing", async () => {
    const requests = answer("assets/never.js", () => HttpResponse.error());
    await expect(loadChunk(rejectedImport, ["assets/never.js"], importer)).rejects.toMatchObject({
      kind: "unreachable",
    });
    expect(requests()).toBe(3);
  });

  it("knows the file of a chunk without shared files", async () => {
    const requests = answer("assets/single-1.js", script);
    const single = Object.assign(() => Promise.resolve(module), { toString: () => "()=>import(`./single-1.js`)" });
    expect(await loadChunk(single, [], importer)).toBe(module);
    expect(requests()).toBe(1);
  });
});
