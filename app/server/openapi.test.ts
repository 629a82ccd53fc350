/** docs/openapi.json: it is up to date, valid, complete, and true of the server in front of the demo farm. */

import { readFileSync } from "node:fs";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openApi, openApiText } from "../../e2e/tools/openapi/openapi-docs";
import { ownRoutes } from "../../e2e/tools/openapi/own-routes";
import { liveAnswerSchema } from "../mirror/live-schemas";
import { endpoints, isIn2018, operationNames } from "../protocol/endpoints";
import { routeAccess } from "../proxy/http/access";
import { isSignInRoute } from "../proxy/testing/sign-in-route";
import { personFromTestHeader } from "../proxy/testing/test-person";
import { startLiveFarm } from "../test/live-farm";

const document = openApi();

/** The schema of an answer, as zod checks it: references are looked up below the schema itself. */
const problemSchema = { $ref: "#/components/schemas/Problem" };
const schemaOf = (schema: object) => {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/")));
};

const responseOf = (path: string, method: string, status: string): object => {
  const operation: unknown = Object(Object(document.paths)[path])[method];
  return Object(operation).responses[status].content["application/json"].schema;
};

function expectFits(schema: object, answer: unknown): void {
  const parsed = schemaOf(schema).safeParse(answer);
  expect(parsed.success ? "" : z.prettifyError(parsed.error)).toBe("");
}

it("is the output of `npm run docs`", () => {
  expect(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8")).toBe(openApiText());
});

it("has nothing that the recommended rules of Redocly find", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: openApiText(), absoluteRef: "openapi.json", config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
});

it("has every operation and exactly the declared routes", () => {
  const declared = Object.keys(routeAccess)
    // Pages, and what only browsers do.
    .filter((route) => route !== "GET /*" && !isSignInRoute(route))
    .map((route) => route.replaceAll(/:(\w+)(?:\{[^/]*\})?(?=\/|$)/g, "{$1}"));
  const described = ownRoutes.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(described.toSorted()).toEqual(declared.toSorted());
  for (const name of operationNames)
    expect(responseOf(endpoints[name].path, "post", "200")).toMatchObject({ allOf: expect.any(Array) });
});

it("names the role that the server demands", () => {
  const gets = ownRoutes.filter(({ method, path }) => method === "get" && !path.includes("{"));
  const described = gets.map(({ path, role }) => [path, role]);
  expect(described).toEqual(gets.map(({ path }) => [path, routeAccess[`GET ${path}`]]));
});

/** Bodies of the operations that need one. */
const readBodies: Readonly<Record<string, (ids: { readonly task: number; readonly frame: number }) => object>> = {
  queryPlatforms: () => ({ zone: 1 }),
  queryErrorDetail: () => ({ code: "15000" }),
  getTaskList: () => ({ pageNum: 1, pageSize: 50 }),
  getDeletedTasks: () => ({ pageNum: 1, pageSize: 50 }),
  taskRecord: () => ({ pageNum: 1, pageSize: 50 }),
  queryTaskFrames: ({ task }) => ({ taskId: task, pageNum: 1, pageSize: 50 }),
  queryTaskInfo: ({ task }) => ({ taskIds: [task] }),
  querySupportedPlugin: () => ({ cgId: 2013 }),
  getRenderEnv: () => ({ cgId: 2013 }),
  showLog: ({ frame }) => ({ id: frame, pageNum: 0 }),
  getOutputUserDirFile: () => ({ treePath: "/" }),
  loadTaskProcessImg: ({ task }) => ({ taskId: task }),
  loadingFrameThumbnail: ({ frame }) => ({ id: frame, frameStatus: 4 }),
};

const envelope = z.object({ code: z.number() });
const taskList = z.object({
  data: z.object({ items: z.array(z.object({ id: z.coerce.number(), isOpen: z.unknown(), doneFrames: z.unknown() })) }),
});
const frameList = z.object({
  data: z.object({ items: z.array(z.object({ id: z.number(), frameStatus: z.unknown() })) }),
});

const manager = { "x-test-role": "manager" };

async function start(dialect: string) {
  const { origin, farm } = await startLiveFarm(
    {},
    { identify: personFromTestHeader, env: { RENDERBUS_DIALECT: dialect } },
  );
  const post = async (path: string, body: object) => {
    const response = await fetch(origin + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...manager },
      body: JSON.stringify(body),
    });
    const json: unknown = await response.json();
    return { status: response.status, json };
  };
  const get = (path: string) => fetch(origin + path, { headers: manager });
  return { farm, post, get };
}

describe("the answers", () => {
  it.each(["2018", "current"])("of each read operation fit the description (%s)", async (dialect) => {
    const { post } = await start(dialect);
    const list = taskList.parse((await post(endpoints.getTaskList.path, { pageNum: 1, pageSize: 50 })).json);
    const started = list.data.items.find((item) => Number(item.isOpen) !== 1 && Number(item.doneFrames) > 0);
    const task = started?.id ?? 0;
    const firstPage = { taskId: task, pageNum: 1, pageSize: 50 };
    const frames = frameList.parse((await post(endpoints.queryTaskFrames.path, firstPage)).json);
    const frame = frames.data.items.find(({ frameStatus }) => Number(frameStatus) === 4)?.id ?? 0;
    const reads = operationNames.filter(
      (name) => endpoints[name].kind === "read" && (dialect === "current" || isIn2018(name)),
    );
    const refused: string[] = [];
    for (const name of reads) {
      const { path } = endpoints[name];
      const { status, json } = await post(path, readBodies[name]?.({ task, frame }) ?? {});
      expect([name, status]).toEqual([name, 200]);
      expectFits(responseOf(path, "post", "200"), json);
      if (envelope.parse(json).code !== 200) refused.push(name);
    }
    // Only some programs have tiles.
    expect(refused).toEqual(dialect === "current" ? ["loadTaskProcessImg"] : []);
    expect(reads.length).toBeGreaterThan(12);
  });

  it("of each route fit the description", async () => {
    const { get } = await start("2018");
    const live = liveAnswerSchema.parse(await (await get("/api/live/tasks?fresh=1")).json());
    const [part = { key: "", version: "" }] = live.parts ?? [];
    const [task] = live.tasks;
    const values: Readonly<Record<string, string>> = {
      id: String(task?.id),
      key: part.key,
      run: live.run,
      v: part.version,
      since: String(live.revision),
      from: String(Date.now() - 3_600_000),
      to: String(Date.now()),
    };
    const routes = ownRoutes.filter(
      ({ method, needsAccounts, content }) => method === "get" && !needsAccounts && !content,
    );
    for (const { path, parameters = [], answer } of routes) {
      const parameterValue = (name: string, example: string) => values[name] ?? example;
      const query = new URLSearchParams(
        parameters
          .filter((one) => one.in === "query")
          .map(({ name, example }): [string, string] => [name, parameterValue(name, example)]),
      );
      const address = parameters
        .filter((one) => one.in === "path")
        .reduce((text, { name, example }) => text.replace(`{${name}}`, parameterValue(name, example)), path);
      const response = await get(`${address}?${String(query)}`);
      expect([path, response.status]).toEqual([path, 200]);
      const json: unknown = await response.json();
      expectFits(answer === null ? { type: "object" } : responseOf(path, "get", "200"), json);
    }
  });

  it("that are refused fit the description of a problem", async () => {
    const { post, get } = await start("2018");
    const { status, json } = await post(endpoints.stopTask.path, { taskParam: [] });
    expect(status).toBe(422);
    expectFits(problemSchema, json);
    expectFits(problemSchema, await (await get("/api/history/usage")).json());
  });

  it("would not fit with another type: the check is one", () => {
    expect(schemaOf(responseOf("/api/history/state", "get", "200")).safeParse({ format: "1" }).success).toBe(false);
    const list = responseOf(endpoints.getTaskList.path, "post", "200");
    expect(schemaOf(list).safeParse({ code: 200, data: { items: [{ id: [] }] } }).success).toBe(false);
  });
});
