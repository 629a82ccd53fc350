/** Security of the server: refused requests, the content security policy, and no key outside the server. */
import { type RawRequest, rawRequest } from "../app/proxy/testing/raw-request";
import { expect, test } from "./fixtures";
import { buildPage } from "./page-build";
import { scenes } from "./pages/tasks";
import { accessKey, type World } from "./world";

const LIST = "/api/render/task/getTaskList";
const STOP = "/api/render/task/stopTask";
const body = JSON.stringify({ pageNum: 1, pageSize: 10 });
const json = { "content-type": "application/json" };

const refusals: readonly (readonly [what: string, request: RawRequest, status: number, problem: string])[] = [
  [
    "another site's Origin",
    { path: LIST, body, headers: { ...json, origin: "https://evil.example" } },
    403,
    "cross-site",
  ],
  ["a sandboxed page's Origin", { path: LIST, body, headers: { ...json, origin: "null" } }, 403, "cross-site"],
  [
    "Sec-Fetch-Site cross-site",
    { path: LIST, body, headers: { ...json, "sec-fetch-site": "cross-site" } },
    403,
    "cross-site",
  ],
  ["a foreign Host", { path: LIST, body, headers: { ...json, host: "evil.example" } }, 421, "bad-host"],
  ["GET", { path: LIST, method: "GET" }, 405, "method-not-allowed"],
  ["PUT", { path: STOP, method: "PUT", body: "{}", headers: json }, 405, "method-not-allowed"],
  [
    "a form's content type",
    { path: LIST, body, headers: { "content-type": "text/plain" } },
    415,
    "unsupported-media-type",
  ],
  ["no content type", { path: LIST, body }, 415, "unsupported-media-type"],
  ["an unknown operation", { path: "/api/render/task/fireTask", body, headers: json }, 404, "unknown-operation"],
  [
    "an operation in the wrong group",
    { path: "/api/render/user/stopTask", body, headers: json },
    404,
    "unknown-operation",
  ],
  [
    "a name from the prototype",
    { path: "/api/render/task/constructor", body, headers: json },
    404,
    "unknown-operation",
  ],
  [
    "an oversized body",
    { path: LIST, body: `{"pad":"${"x".repeat(2_100_000)}"}`, headers: json },
    413,
    "body-too-large",
  ],
  ["no JSON", { path: LIST, body: "{", headers: json }, 400, "invalid-json"],
  [
    "an unknown member",
    { path: LIST, body: '{"pageNum":1,"pageSize":10,"x":1}', headers: json },
    422,
    "invalid-request",
  ],
  ["text for an id", { path: STOP, body: '{"taskParam":["18278"]}', headers: json }, 422, "invalid-request"],
  ["no id", { path: STOP, body: '{"taskParam":[]}', headers: json }, 422, "invalid-request"],
];

/** Requests at the farm besides those with which the server itself reads the task list, frames and the balance. */
const forwarded = (world: World) =>
  world
    .requests()
    .filter(
      ({ name, bodyText }) => !(name === "getTaskList" && /^\{"pageNum":\d+,"pageSize":(?:20|100)\}$/.test(bodyText)),
    )
    .filter(({ name, bodyText }) => name !== "queryTaskInfo" && !(name === "queryUserProfile" && bodyText === "{}"))
    .filter(
      ({ name, bodyText }) =>
        !(name === "queryTaskFrames" && /^\{"taskId":\d+,"pageNum":\d+,"pageSize":\d+\}$/.test(bodyText)),
    );

test("a request that is not from our page is refused and never reaches the farm", async ({ world }) => {
  for (const [what, request, status, problem] of refusals) {
    const length = { "content-length": String(Buffer.byteLength(request.body ?? "")) };
    const headers = request.body === undefined ? {} : { ...length, ...request.headers };
    // The server may close the connection before a too large body is sent completely; the response decides.
    const reply = await rawRequest(world.origin, { method: "POST", ...request, headers });
    expect([what, reply.status]).toEqual([what, status]);
    expect([what, JSON.parse(reply.text)]).toEqual([
      what,
      expect.objectContaining({ type: `urn:renderdeck:problem:${problem}` }),
    ]);
    expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
  }
  expect(forwarded(world)).toEqual([]);
});

test("a page of another site can neither read nor write", async ({ context, tolerate, world }) => {
  tolerate(/blocked by CORS policy|Failed to load resource|net::ERR_FAILED|requestfailed/);
  const evil = await context.newPage();
  await evil.route("http://evil.test/**", (route) => route.fulfill({ contentType: "text/html", body: "<h1>win</h1>" }));
  await evil.goto("http://evil.test/");
  const attempt = (type: string) =>
    evil.evaluate(
      ([url, contentType]) =>
        fetch(url, { method: "POST", headers: { "content-type": contentType }, body: '{"taskParam":[18278]}' }).then(
          (response) => `status ${response.status}`,
          () => "refused",
        ),
      [`${world.origin}/api/render/task/stopTask`, type] as const,
    );
  expect(await attempt("application/json")).toBe("refused");
  expect(await attempt("text/plain")).toBe("refused");
  const live = await evil.evaluate(
    (url) =>
      fetch(url).then(
        ({ status }) => `status ${status}`,
        () => "refused",
      ),
    `${world.origin}/api/live/tasks`,
  );
  expect(live).toBe("refused");
  expect(forwarded(world)).toEqual([]);
});

test("the page works under a strict content security policy", async ({ page, tasksPage: tasks, world }) => {
  const violations: string[] = [];
  await page.exposeFunction("reportViolation", (what: string) => violations.push(what));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      const report: unknown = Reflect.get(window, "reportViolation");
      if (typeof report === "function") report(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  const response = await page.goto("/tasks");
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe-|https?:|\*/);
  expect(response?.headers()).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
  });

  await expect(tasks.row(scenes.rendering)).toBeVisible();
  await tasks.select(scenes.rendering);
  await tasks.selectionBar.getByRole("button", { name: "Stop 1" }).click();
  await tasks.confirm("Stop 1 task");
  await expect(page.getByText("1 task stopped")).toBeVisible();
  await tasks.read(scenes.withFailed);
  await expect(tasks.panel).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Columns…" }).click();
  await tasks.dialog.getByRole("button", { name: "Done" }).click();
  await tasks.openNewTask();
  await tasks.dialog.getByRole("button", { name: "Reserve 1 id" }).click();
  await expect(tasks.dialog.getByRole("button", { name: "Submit…" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Dark theme" }).click();
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page.getByRole("button", { name: "English" })).toBeVisible();
  expect(world.answered("createTask")).toHaveLength(1);
  expect(violations).toEqual([]);
});

test("scene names with markup are shown as text", async ({ page, tasksPage: tasks }) => {
  await tasks.open("?q=script");
  await tasks.read("quo\"te's & ampersand; <script>.ma");
  await expect(tasks.panel).toContainText("<script>.ma");
  await tasks.search.fill("<b>bold</b>");
  await expect(tasks.row("<b>bold</b>.max")).toBeVisible();
  expect(await page.locator("b, script:not([src])").count()).toBe(0);
});

test("no response and no log line contains the key", async ({ page, tasksPage: tasks, world }) => {
  const leaks: string[] = [];
  let answers = 0;
  page.on("response", async (response) => {
    const text = `${JSON.stringify(await response.allHeaders())}\n${await response.text().catch(() => "")}`;
    answers += 1;
    if (text.includes(accessKey)) leaks.push(response.url());
  });
  await tasks.open();
  await tasks.act(scenes.rendering, "Stop");
  await tasks.confirm("Stop 1 task");
  await expect(tasks.dialog).toBeHidden();
  for (const [, request] of refusals)
    await rawRequest(world.origin, { method: "POST", ...request }).catch(() => undefined);
  const health = await page.request.get("/healthz");
  expect(await health.text()).not.toContain(accessKey);
  expect(leaks).toEqual([]);
  expect(answers).toBeGreaterThan(10);
  await expect.poll(world.output).toContain('"operation":"stopTask"');
  expect(world.output()).not.toContain(accessKey);
});

test("a build with the key in the environment does not contain it", async () => {
  test.slow();
  const built = await buildPage("");
  expect(built.leaks()).toEqual([]);
  await built.remove();
});
