/** Faults of the farm: the page shows them, keeps its data, and sends a write once. */
import type { APIRequestContext, Page } from "@playwright/test";
import { createStaticFiles } from "../app/proxy/http/static-files";
import { openLiveFarm } from "../app/test/open-live-farm";
import type { Fault } from "../mocks/faults";
import { expect, lookAgain, test } from "./fixtures";
import { scenes } from "./pages/tasks";

/** Chromium logs every response with a status above 399 to the console. */
const REFUSED = /Failed to load resource: the server responded with a status of 50[24]/;
const KEPT = "Showing the last data received.";

const note = (page: Page, text: string) => page.getByRole("alert").filter({ hasText: text });

async function expectAlive(request: APIRequestContext) {
  const health = await request.get("/healthz");
  expect(health.status()).toBe(200);
  return health;
}

test("the page keeps its rows while the farm is offline and recovers without a reload", async ({
  page,
  request,
  tasksPage: tasks,
  tolerate,
  world,
}) => {
  tolerate(REFUSED);
  await tasks.open();
  const shown = (await tasks.order()).slice(0, 24);
  await world.goDown();
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(note(page, KEPT)).toContainText("Cannot reach the farm.");
  await expect(tasks.statusLine.getByRole("status")).toContainText("Farm not reachable");
  expect((await tasks.order()).slice(0, 24)).toEqual(shown);
  await expect(await expectAlive(request)).toBeOK();
  await world.comeBack();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(note(page, KEPT)).toBeHidden();
  await expect(tasks.statusLine.getByRole("status")).toContainText("Connected");
});

test("the page shows an error with a retry button when the farm is offline at the start", async ({
  page,
  tasksPage: tasks,
  tolerate,
  world,
}) => {
  tolerate(REFUSED);
  await world.goDown();
  // A new server has read nothing yet.
  await world.deploy();
  await page.goto("/tasks");
  await expect(note(page, "Cannot reach the farm.")).toContainText("Check the server’s network");
  await world.comeBack();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(tasks.row(scenes.rendering)).toBeVisible();
});

test("the status line tells a wrong key from a farm that fails", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  const state = tasks.statusLine.getByRole("status").first();
  for (const [code, text] of [
    [611, "Farm refuses the key"],
    [500, "Farm refuses requests"],
  ] as const) {
    world.faults.set("*", { kind: "refuse", code });
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(state).toHaveText(text);
    await expect(tasks.row(scenes.rendering)).toBeVisible();
    world.faults.clear();
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(state).toHaveText("Connected");
  }
});

test("the page says that the server, not the farm, is offline", async ({ page, tasksPage: tasks, tolerate, world }) => {
  tolerate(/ERR_(CONNECTION|EMPTY)/);
  await tasks.open();
  await world.stopServer();
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(note(page, KEPT)).toContainText("Renderdeck’s server does not respond");
  await expect(tasks.row(scenes.rendering)).toBeVisible();
});

/** Faults of a read and their messages. */
const reads: readonly (readonly [what: string, fault: Fault, words: string, status: boolean])[] = [
  ["a gateway's HTML page", { kind: "badGateway" }, "The farm’s response is not readable.", true],
  ["half a JSON", { kind: "truncated" }, "The farm’s response is not readable.", true],
  ["a reset connection", { kind: "outage" }, "The farm closed the connection.", true],
  [
    "code 611",
    { kind: "refuse", code: 611 },
    "The farm rejected the request: the signature is invalid (code 611).",
    false,
  ],
  ["code 500", { kind: "refuse", code: 500 }, "The farm rejected the request: internal error (code 500).", false],
];

for (const [what, fault, words, status] of reads)
  test(`${what} instead of the list shows a message and keeps the rows until the next good response`, async ({
    page,
    request,
    tasksPage: tasks,
    tolerate,
    world,
  }) => {
    if (status) tolerate(REFUSED);
    await tasks.open();
    const shown = (await tasks.order()).slice(0, 24);
    world.faults.set("getTaskList", fault);
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(note(page, KEPT)).toContainText(words);
    expect((await tasks.order()).slice(0, 24)).toEqual(shown);
    await expectAlive(request);
    world.faults.clear();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(note(page, KEPT)).toBeHidden();
  });

/** Faults of a write, whether the farm carried it out, and the message of the page. */
const writes: readonly (readonly [what: string, fault: Fault, done: boolean, words: RegExp])[] = [
  ["reset before the farm acts", { kind: "outage" }, false, /closed the connection.*No confirmation from the farm/],
  ["reset after the farm acted", { kind: "outage", after: true }, true, /closed the connection/],
  ["answered by a gateway", { kind: "badGateway" }, false, /is not readable.*No confirmation from the farm/],
  ["answered with half a JSON", { kind: "truncated" }, true, /is not readable/],
  ["refused with 611", { kind: "refuse", code: 611 }, false, /signature is invalid.*Nothing was changed/],
  ["refused with 500", { kind: "refuse", code: 500 }, false, /internal error.*No confirmation from the farm/],
];

for (const [what, fault, done, words] of writes)
  test(`a write ${what} is sent once and its result is read from the farm`, async ({
    tasksPage: tasks,
    tolerate,
    world,
  }) => {
    if (fault.kind !== "refuse") tolerate(REFUSED);
    await tasks.open();
    world.faults.set("stopTask", fault);
    await tasks.act(scenes.rendering, "Stop");
    await tasks.confirm("Stop 1 task");
    if (done) {
      // The task is stopped, so the unclear response needs no message.
      await expect(tasks.row(scenes.rendering).getByRole("gridcell", { name: "Stopped", exact: true })).toBeVisible();
    } else {
      await expect(tasks.dialog.getByRole("alert")).toContainText(words);
      await expect(tasks.dialog.getByRole("listitem")).toContainText("Rendering");
    }
    expect(world.received("stopTask")).toHaveLength(1);
    expect(world.answered("stopTask")).toHaveLength(done ? 1 : 0);
    expect(world.leavesOf(scenes.rendering)).toMatchObject([{ status: done ? 10 : 5 }]);
  });

test("a write while the farm is offline changes nothing and is not repeated", async ({
  page,
  tasksPage: tasks,
  tolerate,
  world,
}) => {
  tolerate(REFUSED);
  await tasks.open();
  await tasks.act(scenes.rendering, "Stop");
  await expect(tasks.dialog.getByRole("button", { name: "Stop 1 task" })).toBeEnabled();
  await world.goDown();
  await tasks.confirm("Stop 1 task");
  await expect(tasks.dialog.getByRole("alert")).toContainText(/Cannot reach the farm.*Nothing was changed/);
  await world.comeBack();
  await tasks.dialog.getByRole("button", { name: "Close" }).last().click();
  await lookAgain(page, world);
  expect(world.received("stopTask")).toEqual([]);
  expect(world.leavesOf(scenes.rendering)).toMatchObject([{ status: 5 }]);
});

test("a wrong clock is corrected once, for reads and for a write", async ({ tasksPage: tasks, world }) => {
  world.faults.set("*", { kind: "skew", ms: 3_600_000 });
  await tasks.open();
  await expect(tasks.row(scenes.rendering)).toBeVisible();
  const codes = world.requests().map((request) => request.code);
  expect(codes).toContain(610);
  expect(codes.at(-1)).toBe(200);
  await expect.poll(() => world.requests().at(-1)?.code).toBe(200);

  // The clock of the farm changes before the write. The refused write was not carried out, so it is signed again.
  await tasks.act(scenes.rendering, "Stop");
  await expect(tasks.dialog.getByRole("button", { name: "Stop 1 task" })).toBeEnabled();
  world.faults.set("stopTask", { kind: "skew", ms: -3_600_000 });
  await tasks.confirm("Stop 1 task");
  await expect(tasks.row(scenes.rendering).getByRole("gridcell", { name: "Stopped", exact: true })).toBeVisible();
  expect(world.received("stopTask").map((request) => request.code)).toEqual([610, 200]);
  expect(world.answered("stopTask")).toHaveLength(1);
});

test("a malformed row is counted and all other rows are shown", async ({ page, tasksPage: tasks, world }) => {
  world.faults.set("getTaskList", { kind: "malformedRow" });
  await tasks.open();
  await expect(page.getByText("1 row of the farm’s response is not readable and not shown.")).toBeVisible();
  await expect(page.getByText("40 tasks", { exact: true })).toBeVisible();
  world.faults.clear();
  await lookAgain(page, world);
  await expect(page.getByText("is not readable")).toBeHidden();
});

test("a write to a hanging farm ends with a message and is sent once", async ({ page, tasksPage: tasks, tolerate }) => {
  tolerate(REFUSED);
  // The timeout of the server is fixed: 30 s are right for users and long for a test.
  const { faults, origin, requests, close } = await openLiveFarm({
    farm: { tasks: 40 },
    app: {
      limits: { readConnections: 8, writeConnections: 8, timeoutMs: 800 },
      staticFiles: (headers) => createStaticFiles("dist/client", headers),
    },
  });
  await page.goto(`${origin}/tasks`);
  await expect(tasks.row(scenes.rendering)).toBeVisible();

  faults.set("stopTask", { kind: "hang" });
  await tasks.act(scenes.rendering, "Stop");
  await tasks.confirm("Stop 1 task");
  await expect(tasks.dialog.getByRole("alert")).toContainText(/did not respond in time.*No confirmation from the farm/);
  expect(requests.filter((request) => request.name === "stopTask")).toHaveLength(1);
  await tasks.dialog.getByRole("button", { name: "Close" }).last().click();

  faults.set("*", { kind: "hang" });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(note(page, KEPT)).toContainText("The farm did not respond in time.");
  await expect(tasks.row(scenes.rendering)).toBeVisible();
  expect((await page.request.get(`${origin}/healthz`)).status()).toBe(200);
  await close();
});
