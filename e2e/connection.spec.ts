/** What a user sees and reads when the farm cannot be used, and how an account is connected. */
import { expectNothingSerious } from "./axe";
import { test as base, expect, prefer } from "./fixtures";
import { tasksPage } from "./pages/tasks";
import { openWorld, type Server, startServer, type World } from "./world";

/** A world whose server has other variables than those that its farm expects. */
const test = base.extend<{ env: Record<string, string> }>({
  env: [{}, { option: true }],
  world: async ({ env, tasks }, provide) => {
    const world = await openWorld({ tasks, env: { RENDERBUS_DIALECT: "current", ...env } });
    await provide(world);
    await world.end();
  },
});

/** A server without an account: the page asks it until its tab is closed, so it stops after the tab. */
const onDemo = base.extend<{ demoEnv: Record<string, string>; demo: Server }>({
  demoEnv: [{ RENDERDECK_DEMO_TASKS: "20", RENDERDECK_DEMO_FRAMES: "0" }, { option: true }],
  demo: async ({ demoEnv }, provide) => {
    const server = await startServer(demoEnv);
    await provide(server);
    await server.stop();
  },
  baseURL: async ({ demo }, provide) => provide(demo.origin),
});

const printed = (world: World) => expect.poll(world.output);

test("an account that works is printed at the start and shown in Settings", async ({ page, world }) => {
  await printed(world).toMatch(/^Account \S+, zone 1, balance ¥[\d,.]+$/m);
  await page.goto("/settings?section=connection");
  await expect(page.getByText("Connected: the farm accepts the account")).toBeVisible();
  await expect(page.getByText("AKID…")).toBeVisible();
  await page.getByRole("button", { name: "Test again" }).click();
  await expect.poll(() => world.received("queryUserProfile").length).toBeGreaterThan(2);
  await expectNothingSerious(page, "a connection that works");
});

test.describe("with a wrong key", () => {
  test.use({ env: { RENDERBUS_ACCESS_KEY: "wrong" } });

  for (const path of ["/tasks", "/settings?section=account", "/settings?section=about", "/environments", "/monitor"])
    test(`no page says that it is connected: ${path}`, async ({ page, tolerate }) => {
      tolerate(/502/);
      await page.goto(path);
      const status = page.getByRole("contentinfo");
      await expect(status.getByText("Farm refuses the key")).toBeVisible();
      await expect(status.getByText(/^Connected/)).toBeHidden();
    });

  test("the console and the page name the one cause", async ({ page, world, tolerate }) => {
    tolerate(/502/);
    await printed(world).toContain("Check RENDERBUS_ACCESS_KEY and start again");
    expect(world.output()).toMatch(/Tried: http:\/\/127\S+, dialect current, access id AKID…, clock right/);
    await page.goto("/environments");
    await page.getByRole("main").getByRole("link", { name: "Find the cause" }).click();
    await expect(page.getByText("The farm rejects the signature: wrong key or id")).toBeVisible();
    await expect(page.getByText("RENDERBUS_ACCESS_KEY", { exact: true })).toBeVisible();
    await expect(page.getByText("AKIDbrowser")).toHaveCount(0);
    await expectNothingSerious(page, "a refused key");
  });
});

test.describe("with https to a farm that speaks plain HTTP", () => {
  test.use({ env: { RENDERBUS_PROTOCOL: "https" } });

  test("the variable is named", async ({ page, world, tolerate }) => {
    tolerate(/502/);
    await printed(world).toContain("Set RENDERBUS_PROTOCOL=http and start again");
    await page.goto("/tasks");
    await page.getByRole("contentinfo").getByRole("link", { name: "Farm not reachable" }).click();
    await expect(page.getByText("RENDERBUS_PROTOCOL=http")).toBeVisible();
  });
});

test.describe("with the dialect of 2018", () => {
  test.use({ env: { RENDERBUS_DIALECT: "2018" } });

  test("a farm that speaks both says what the current one adds", async ({ page, world }) => {
    await printed(world).toContain("RENDERBUS_DIALECT=current");
    await page.goto("/settings?section=connection");
    await expect(page.getByText(/With RENDERBUS_DIALECT=current on the server/)).toBeVisible();
  });
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const)
  onDemo.describe(`the demo farm at ${width} px`, () => {
    onDemo.use({ viewport: { width, height } });

    onDemo("has everything on show, and leads to the guide", async ({ page, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await prefer(page, { polling: "off" });
      await page.goto("/tasks");
      await expect(tasksPage(page).rows.nth(1)).toBeVisible();
      await page.getByRole("contentinfo").getByRole("link", { name: "Demo farm" }).click();
      await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(4);
      await page.getByRole("button", { name: "Copy the lines" }).click();
      await expect
        .poll(() => page.evaluate(() => navigator.clipboard.readText()))
        .toBe(
          "RENDERBUS_ACCESS_ID=\nRENDERBUS_ACCESS_KEY=\nRENDERBUS_DOMAIN=task.renderbus.com\nRENDERBUS_DIALECT=current",
        );
      await expect(page.getByRole("main").getByRole("textbox")).toHaveCount(0);
      await expectNothingSerious(page, "the guide");
      await page.goto("/settings?section=about");
      await expect(page.getByRole("link", { name: "Operation record" })).toBeVisible();
    });
  });
