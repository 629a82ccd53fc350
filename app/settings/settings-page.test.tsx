import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it, vi } from "vitest";
import { userProfileSchema } from "../protocol/account/account";
import errorExample from "../protocol/fixtures/query-error-detail.json" with { type: "json" };
import profileExample from "../protocol/fixtures/query-user-profile.json" with { type: "json" };
import settingExample from "../protocol/fixtures/query-user-setting.json" with { type: "json" };
import { type RenderOptions, renderApp } from "../test/render-app";
import { server } from "../test/server";
import { watches } from "../ui/storage/watches";

const open = (section: string, options: RenderOptions = {}) =>
  renderApp({ url: `/settings?section=${section}`, ...options });

type OpenApp = Awaited<ReturnType<typeof open>>;

const limitField = () => screen.findByRole("textbox", { name: "New reminder, in hours" });
const nameField = () => screen.findByRole("textbox", { name: "Name of the new label" });
const labelsOf = (app: OpenApp) => app.farm.read("getLabelList").projectNameList.rows.map((row) => row.projectName);

const typeLimit = async (app: OpenApp, text: string) => {
  await app.user.clear(await limitField());
  await app.user.type(await limitField(), `${text}{Enter}`);
};

/** The element with the value of a named fact. */
const fact = (name: string) => screen.getByText(name, { selector: "dt" }).nextElementSibling;

const factIfShown = (name: string) =>
  screen.queryByText(name, { selector: "dt" })?.nextElementSibling?.textContent ?? null;

/** Opens a section by its link after the answer of one operation was replaced by `data`. */
async function openAnswering(section: string, path: string, data: unknown) {
  const app = await open("about");
  server.use(http.post(`*${path}`, () => HttpResponse.json({ code: 200, message: "success", data })));
  await app.user.click(await screen.findByRole("link", { name: section }));
  return app;
}

describe("the sections", () => {
  it("open by their links and are named on the URL", async () => {
    const { user } = await renderApp({ url: "/settings" });
    expect(await screen.findByRole("heading", { level: 2, name: "Account" })).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Platforms" }));
    expect(await screen.findByRole("heading", { level: 2, name: "Platforms" })).toBeVisible();
    expect(window.location.search).toBe("?section=platforms");
    expect(screen.getByRole("link", { name: "Platforms" })).toHaveAttribute("aria-current", "page");
  });

  it("are available in Chinese", async () => {
    await open("farm", { preferences: { language: "zh" } });
    expect(await screen.findByText("当前：12小时")).toBeVisible();
    expect(fact("自动提交")).toHaveTextContent("是");
  });

  it("show the failure of the first load and load again", async () => {
    const { user } = await open("transfer", {
      prepare: (faults) => faults.set("getTransferBid", { kind: "refuse", code: 605 }, { times: 1 }),
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("not enough permissions");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("30201")).toBeVisible();
  });
});

describe("the account", () => {
  it("shows money in the zone's currency, and contact data only after a click", async () => {
    const { user } = await open("account");
    expect(await screen.findByText("rayvision")).toBeVisible();
    expect(fact("Balance")).toHaveTextContent("¥86,400.00");
    expect(fact("Zone")).toHaveTextContent("China");
    expect(document.body).not.toHaveTextContent("173333333333");
    await user.click(screen.getByRole("button", { name: "Show contact data" }));
    expect(fact("Phone")).toHaveTextContent("173333333333");
    expect(fact("Email")).toHaveTextContent("—");
    await user.click(screen.getByRole("button", { name: "Hide contact data" }));
    expect(document.body).not.toHaveTextContent("173333333333");
  });

  const profile = { ...profileExample.response.data, rmbbalance: 4321.5, usdbalance: 77 };

  it("shows no amount when the account hides balance and charges", async () => {
    await openAnswering("Account", "/queryUserProfile", { ...profile, hideBalance: 1, hideJobCharge: 1 });
    expect(await screen.findByText(/hideBalance/)).toBeVisible();
    expect(screen.getByText(/hideJobCharge/)).toBeVisible();
    expect(document.body).not.toHaveTextContent(/[¥$]\d|4,321|49\.93|0\.67/);
  });

  it("is paid in dollars in the other zone, also as a sub-account", async () => {
    await openAnswering("Account", "/queryUserProfile", { ...profile, zone: 2, mainUserId: 77123 });
    expect(await screen.findByText("Sub-account of 77123")).toBeVisible();
    expect(fact("Balance")).toHaveTextContent("$77.00");
    expect(fact("Other balance")).toHaveTextContent("¥4,321.50");
    expect(userProfileSchema.parse(profile).zone).toBe(1);
  });
});

describe("the kind and rights of the account", () => {
  it.each<[object, Readonly<Record<string, string>>]>([
    [
      { accountType: 1, status: 1, infoStatus: 0, businessType: 1, downloadDisable: 0 },
      {
        Type: "Main account",
        Status: "Active",
        "Account details": "Not required",
        Renders: "Animation",
        Download: "Allowed",
      },
    ],
    [
      { accountType: 2, mainUserId: 0, status: 5, infoStatus: 1, businessType: 0, downloadDisable: 2 },
      {
        Type: "Sub-account",
        Status: "Disabled",
        "Account details": "Incomplete",
        Renders: "Still images",
        Download: "Stopped because of arrears",
      },
    ],
    [
      { status: 9, downloadDisable: true },
      { Status: "Unknown (9)", Download: "Forbidden" },
    ],
  ])("are in words: %j", async (members, expected) => {
    await openAnswering("Account", "/queryUserProfile", { ...profileExample.response.data, ...members });
    await screen.findByText("Account details");
    for (const [name, text] of Object.entries(expected)) expect(fact(name)).toHaveTextContent(text);
    expect(screen.queryByText("May set priority")).not.toBeInTheDocument();
  });

  it("include the rights that only farms of today send", async () => {
    const rights = { groupTaskLevel: 0, taskNodeLimitPermission: 1, enableNodeDetails: false };
    await openAnswering("Account", "/queryUserProfile", { ...profileExample.response.data, ...rights });
    await screen.findByText("May set priority");
    expect(fact("May set priority")).toHaveTextContent("No");
    expect(fact("May set max machines")).toHaveTextContent("Yes");
    expect(fact("Sees nodes")).toHaveTextContent("No");
  });
});

describe("how far back tasks can be downloaded and cloned", () => {
  it.each<[object, string | null, string | null]>([
    [{ downloadLimit: 0, downloadLimitDay: 20, cloneLimitDay: 30 }, "The last 20 days", "The last 30 days"],
    [{ downloadLimit: 1, downloadLimitDay: 20 }, "No limit", null],
    [{}, null, null],
  ])("is shown as far as the farm says: %j", async (members, download, clone) => {
    await openAnswering("Farm settings", "/queryUserSetting", { ...settingExample.response.data, ...members });
    await screen.findByText("Submit automatically");
    expect(["Downloads reach back", "Clones reach back"].map(factIfShown)).toEqual([download, clone]);
    expect(screen.queryByText("Submission disabled")).not.toBeInTheDocument();
  });
});

const textOf = (label: string) => screen.getByText(label).closest("div")?.textContent;

describe("the limits of tasks", () => {
  it("tell the reminder, which stops nothing, from the two limits that stop", async () => {
    await open("farm", { dialect: "current" });
    expect(await screen.findByText(/A task that takes longer is marked “Overdue”. Nothing is stopped/)).toBeVisible();
    expect(textOf("Frame time limit")).toContain("1d 0h");
    expect(textOf("Task time limit")).toContain("No response of the farm contains it.");
  });
});

describe("the reminder", () => {
  it("is changed after a confirmation with the old value, and then read back", async () => {
    const app = await open("farm");
    await typeLimit(app, "13");
    const dialog = await screen.findByRole("dialog", { name: "Change the reminder to 13 hours?" });
    expect(await within(dialog).findByText("12 hours")).toBeVisible();
    expect(app.requestCount("updateUserSetting")).toBe(0);
    await app.user.click(await within(dialog).findByRole("button", { name: "Change to 13 hours" }));
    expect(await screen.findByText("The reminder is now 13 hours")).toBeVisible();
    expect(screen.getByText("Now: 13 hours")).toBeVisible();
    expect(app.farm.read("queryUserSetting").taskOverTime).toBe(13);
    expect(app.requestCount("updateUserSetting")).toBe(1);
    expect(await limitField()).toHaveFocus();
  });

  it.each(["0", "721", "1.5", " ", "-3", "1e9", "1 2"])(
    "refuses %j beside the field and sends nothing",
    async (text) => {
      const app = await open("farm");
      await typeLimit(app, text);
      expect(await limitField()).toHaveAccessibleDescription("A whole number from 1 to 720");
      expect(await limitField()).toHaveFocus();
      expect(screen.queryByRole("dialog")).toBeNull();
      expect(app.requestCount("updateUserSetting")).toBe(0);
    },
  );

  it("refuses the current value", async () => {
    const app = await open("farm");
    await typeLimit(app, "12");
    expect(await screen.findByText("Same as the current reminder")).toBeVisible();
  });

  it("shows why the current limit could not be read again and how old it is, and reads it on request", async () => {
    const app = await open("farm");
    await screen.findByText("Now: 12 hours");
    app.pass(90);
    app.faults.set("queryUserSetting", { kind: "refuse", code: 605 });
    await typeLimit(app, "24");
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText(/not enough permissions/)).toBeVisible();
    await waitFor(() => expect(dialog).toHaveTextContent("The data is 1m 30s old."));
    expect(dialog).toHaveTextContent("Ask the account owner for this permission.");
    expect(within(dialog).getByRole("button", { name: "Change to 24 hours" })).toBeDisabled();
    app.faults.clear();
    await app.user.click(within(dialog).getByRole("button", { name: "Check again" }));
    await waitFor(() => expect(within(dialog).getByRole("button", { name: "Change to 24 hours" })).toBeEnabled());
  });

  it("keeps the typed value when the farm refuses it", async () => {
    const app = await open("farm", {
      prepare: (faults) => faults.set("updateUserSetting", { kind: "refuse", code: 605 }),
    });
    await typeLimit(app, "24");
    await app.user.click(await screen.findByRole("button", { name: "Change to 24 hours" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was changed");
    await app.user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await limitField()).toHaveValue("24");
    expect(app.farm.read("queryUserSetting").taskOverTime).toBe(12);
  });

  it("that comes into effect later is accepted first, and then read again", async () => {
    const app = await open("farm");
    await screen.findByText("Now: 12 hours");
    app.farm.farm.effectDelayMs = 4000;
    await typeLimit(app, "24");
    await app.user.click(await screen.findByRole("button", { name: "Change to 24 hours" }));
    expect(await screen.findByText(/no effect seen yet.*Looking again within 5 s\.$/)).toBeVisible();
    app.pass(5);
    expect(await screen.findByText("The reminder is now 24 hours", undefined, { timeout: 15_000 })).toBeVisible();
    expect(screen.queryByText(/no effect seen yet/)).not.toBeInTheDocument();
    expect(app.requestCount("updateUserSetting")).toBe(1);
  });

  it("reports when the farm accepts a value but keeps another one", async () => {
    const app = await open("farm");
    await screen.findByText("Now: 12 hours");
    server.use(
      http.post("*/updateUserSetting", () => HttpResponse.json({ code: 200, message: "success", data: null })),
    );
    await typeLimit(app, "24");
    await app.user.click(await screen.findByRole("button", { name: "Change to 24 hours" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("accepted the change, but its reminder is 12 hours");
  });
});

describe("project labels", () => {
  it("are trimmed, added and listed", async () => {
    const app = await open("labels");
    await app.user.type(await nameField(), "  Film <b>2</b> {Enter}");
    expect(await screen.findByText("Film <b>2</b>", { selector: "bdi" })).toBeVisible();
    expect(labelsOf(app)).toContain("Film <b>2</b>");
    expect(await nameField()).toHaveValue("");
    expect(await nameField()).toHaveFocus();
  });

  it("with a taken name are refused beside the field, which keeps the name", async () => {
    const app = await open("labels");
    await app.user.type(await nameField(), "myLabel{Enter}");
    expect(
      await screen.findByText(/the name is taken \(code 503\)\. Request: Add label – myLabel\. Nothing was changed\./),
    ).toBeVisible();
    expect(await nameField()).toHaveAccessibleDescription(/the name is taken/);
    expect(await nameField()).toHaveAccessibleDescription(/Request: Add label – myLabel\..*Choose another name\./);
    expect(await nameField()).toHaveValue("myLabel");
  });

  it("that come later are announced when the list has them, and not before", async () => {
    const app = await open("labels");
    await nameField();
    app.farm.farm.effectDelayMs = 4000;
    await app.user.type(await nameField(), "Later{Enter}");
    expect(await screen.findByText(/no effect seen yet.*Looking again within 5 s\.$/)).toBeVisible();
    expect(screen.queryByText("Label “Later” added")).not.toBeInTheDocument();
    app.pass(5);
    expect(await screen.findByText("Label “Later” added", undefined, { timeout: 15_000 })).toBeVisible();
    expect(screen.getByText("Later", { selector: "bdi" })).toBeVisible();
    expect(screen.queryByText(/no effect seen yet/)).not.toBeInTheDocument();
    expect(app.requestCount("addLabel")).toBe(1);
  });

  it("that are deleted later are announced when the list has them no more", async () => {
    const app = await open("labels");
    await app.user.click(await screen.findByRole("button", { name: "Delete label myLabel" }));
    app.farm.farm.effectDelayMs = 4000;
    const dialog = await screen.findByRole("dialog");
    const button = within(dialog).getByRole("button", { name: "Delete label" });
    await waitFor(() => expect(button).toBeEnabled());
    await app.user.click(button);
    expect(await screen.findByText(/no effect seen yet.*Looking again within 5 s\.$/)).toBeVisible();
    expect(screen.getByText("myLabel", { selector: "bdi" })).toBeVisible();
    app.pass(5);
    expect(await screen.findByText("Label “myLabel” deleted", undefined, { timeout: 15_000 })).toBeVisible();
    expect(screen.queryByText("myLabel", { selector: "bdi" })).not.toBeInTheDocument();
  });

  it("without a name, or with a name that is too long, are not sent", async () => {
    const app = await open("labels");
    await app.user.type(await nameField(), "   {Enter}");
    expect(await nameField()).toHaveAccessibleDescription("Enter a name");
    await app.user.clear(await nameField());
    await app.user.click(await nameField());
    await app.user.paste("长".repeat(201));
    await app.user.keyboard("{Enter}");
    expect(await nameField()).toHaveAccessibleDescription(/At most 200 characters; now 201/);
    expect(app.requestCount("addLabel")).toBe(0);
  });

  it("are deleted after a confirmation with the number of loaded tasks that carry them", async () => {
    const app = await open("labels", { farm: { tasks: 40 } });
    const tasks = app.farm.read("getTaskList", { pageNum: 1, pageSize: 100 }).rows;
    const count = tasks.filter((task) => task.projectName === "Dragon").length;
    expect(count).toBeGreaterThan(1);
    const link = await screen.findByRole("link", { name: `${count} tasks` });
    expect(link).toHaveAttribute("href", "/tasks?project=Dragon");
    await app.user.click(screen.getByRole("button", { name: "Delete label Dragon" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete the label “Dragon”?" });
    expect(dialog).toHaveTextContent(`${count} loaded tasks use it.`);
    expect(dialog).toHaveTextContent("Counted over all 40 tasks.");
    await waitFor(() => expect(within(dialog).getByRole("button", { name: "Delete label" })).toBeEnabled());
    await app.user.click(within(dialog).getByRole("button", { name: "Delete label" }));
    expect(await screen.findByText("Label “Dragon” deleted")).toBeVisible();
    expect(labelsOf(app)).not.toContain("Dragon");
    expect(await nameField()).toHaveFocus();
  });

  it("are read again, together with the tasks, before one is deleted", async () => {
    const app = await open("labels");
    await app.user.click(await screen.findByRole("button", { name: "Delete label myLabel" }));
    const dialog = await screen.findByRole("dialog");
    const confirm = within(dialog).getByRole("button", { name: "Delete label" });
    await waitFor(() => expect(confirm).toBeEnabled());
    await app.user.click(within(dialog).getByRole("button", { name: "Cancel" }));

    app.pass(90);
    app.faults.set("getTaskList", { kind: "refuse", code: 605 });
    await app.user.click(screen.getByRole("button", { name: "Delete label myLabel" }));
    const again = await screen.findByRole("dialog");
    expect(await within(again).findByText(/not enough permissions/)).toBeVisible();
    expect(within(again).getByRole("button", { name: "Delete label" })).toBeDisabled();
    app.faults.clear();
    app.farm.read("deleteLabel", { delName: "myLabel" });
    await app.user.click(within(again).getByRole("button", { name: "Check again" }));
    expect(await within(again).findByText("The label no longer exists.")).toBeVisible();
    expect(within(again).getByRole("button", { name: "Delete label" })).toBeDisabled();
    // Another client's.
    expect(app.requestCount("deleteLabel")).toBe(1);
  });

  it("return the focus to the button when nothing is deleted", async () => {
    const app = await open("labels");
    const button = await screen.findByRole("button", { name: "Delete label myLabel" });
    await app.user.click(button);
    await app.user.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(button).toHaveFocus();
    expect(app.requestCount("deleteLabel")).toBe(0);
  });

  it("are counted over the loaded tasks, with a note while some are missing", async () => {
    await open("labels", { farm: { tasks: 150 }, prepare: (faults) => faults.set("getTaskList", { kind: "hang" }) });
    expect(await screen.findByText(/No task history loaded/)).toBeVisible();
    expect(screen.getAllByText("no task so far")).toHaveLength(7);
  });
});

describe("platforms", () => {
  it("of both zones have names, and the account's own is marked", async () => {
    await open("platforms");
    const china = await screen.findByRole("table", { name: /China/ });
    expect(await within(china).findByText("this account’s platform")).toBeVisible();
    expect(within(china).getByText("Platform W6")).toBeVisible();
    expect(within(china).getByText("Still images")).toBeVisible();
    expect(within(await screen.findByRole("table", { name: /international/ })).getAllByRole("row")).toHaveLength(2);
    expect(screen.getByText(/tells how busy its platforms are in the current dialect only/)).toBeVisible();
    expect(screen.queryByRole("note")).not.toBeInTheDocument();
  });

  it("have state, kind and prefix in the current dialect, with a hint where to submit", async () => {
    await open("platforms", { dialect: "current" });
    const china = await screen.findByRole("table", { name: /China/ });
    const rowOf = (name: string) => within(china).getByText(name).closest("tr");
    expect(await within(china).findByText("busy")).toBeVisible();
    expect(rowOf("Platform W2")).toHaveTextContent(/busyCPUW$/);
    expect(rowOf("Platform W6")).toHaveTextContent(/fullCPUW$/);
    expect(within(china).getByRole("row", { name: /^21 GPU/ })).toHaveTextContent(/normalGPUG$/);
    expect(screen.getByRole("note")).toHaveTextContent(
      "Platform W2, the account’s platform, is busy: new tasks may wait. Sooner, if the account may submit there: Platform W3.",
    );
  });
});

describe("the error look-up", () => {
  it("shows both languages with their line breaks, opened by a link", async () => {
    const app = await renderApp({ url: "/settings?section=errors&code=15000" });
    expect(await screen.findByText(/启动 3ds max 卡住或者失败/)).toBeVisible();
    const [solution] = await screen.findAllByText(/^1\. Check whether/);
    expect(solution?.textContent).toContain("\n2. ");
    const [link] = screen.getAllByRole("link", { name: /note\.youdao\.com/ });
    expect(link).toHaveAttribute("rel", "noopener noreferrer");
    expect(app.farm.farm.requestLog.filter(({ name }) => name === "queryErrorDetail").map(({ body }) => body)).toEqual([
      { code: "15000", language: "1" },
      { code: "15000", language: "0" },
    ]);
  });

  it("finds a typed code in one language and puts code and language on the URL", async () => {
    const { user } = await open("errors");
    await user.click(await screen.findByRole("radio", { name: "English" }));
    await user.type(screen.getByRole("textbox", { name: "Error code" }), "20001{Enter}");
    expect(await screen.findByText("Maya could not start")).toBeVisible();
    expect(screen.queryByText("Maya 启动失败")).toBeNull();
    expect(new URLSearchParams(window.location.search).get("code")).toBe("20001");
    expect(new URLSearchParams(window.location.search).get("language")).toBe("en");
  });

  it("reports an unknown code and refuses an invalid one", async () => {
    const app = await renderApp({ url: "/settings?section=errors&code=99999&language=en" });
    expect(await screen.findByText("The farm has no explanation of 99999 in English.")).toBeVisible();
    const field = screen.getByRole("textbox", { name: "Error code" });
    await app.user.clear(field);
    await app.user.type(field, "E15{Enter}");
    expect(field).toHaveAccessibleDescription("Digits only, at most nine");
    expect(screen.queryByText(/The farm has no explanation/)).toBeNull();
    expect(app.requestCount("queryErrorDetail")).toBe(1);
  });

  it("renders the farm's text as text and links only to web pages", async () => {
    const { user } = await openAnswering("Analysis errors", "/queryErrorDetail", [
      {
        ...errorExample.response.data[0],
        desDescriptionCn: "<img src=x onerror=alert(1)>",
        desSolutionCn: "<b>do</b>\nthis",
        solutionPath: "javascript:alert(1)",
      },
    ]);
    await user.type(await screen.findByRole("textbox", { name: "Error code" }), "15000{Enter}");
    expect(await screen.findAllByText("<img src=x onerror=alert(1)>")).toHaveLength(2);
    expect(document.querySelector("main img, main b")).toBeNull();
    expect(screen.getAllByText("javascript:alert(1)", { selector: "code" })).toHaveLength(2);
    expect(document.querySelector('[href^="javascript"]')).toBeNull();
  });
});

describe("preferences", () => {
  it("apply at once and can be reset to the defaults", async () => {
    const { user } = await open("preferences");
    await user.click(await screen.findByRole("radio", { name: "Farm (UTC+8)" }));
    expect(await screen.findByText(/^Now: .* UTC\+8$/)).toBeVisible();
    await user.click(screen.getByRole("radio", { name: "Compact" }));
    await user.click(screen.getByRole("radio", { name: "1 min" }));
    expect(JSON.parse(localStorage.getItem("renderdeck.preferences.1") ?? "")).toMatchObject({
      timeZone: "farm",
      density: "compact",
      polling: "60",
    });
    await user.click(screen.getByRole("button", { name: "Reset preferences" }));
    expect(JSON.parse(localStorage.getItem("renderdeck.preferences.1") ?? "")).toEqual({
      language: "auto",
      theme: "auto",
      timeZone: "local",
      density: "normal",
      polling: "auto",
      shortcuts: true,
    });
    expect(screen.getByRole("radio", { name: "Browser default" })).toBeChecked();
  });

  it("for notifications show the browser's permission, request it, and watch all tasks of the user", async () => {
    const answers = { permission: "default", requestPermission: () => Promise.resolve(answers.permission) };
    vi.stubGlobal("Notification", answers);
    const { user } = await open("preferences");
    expect(await screen.findByText(/Permission not requested yet/)).toBeVisible();
    answers.permission = "denied";
    await user.click(screen.getByRole("button", { name: "Allow notifications…" }));
    expect(await screen.findByText(/Blocked by the browser/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Allow notifications…" })).toBeNull();
    const mine = within(screen.getByRole("group", { name: "Watch all my tasks" }));
    expect(mine.getByRole("radio", { name: "Off" })).toBeChecked();
    await user.click(mine.getByRole("radio", { name: "On" }));
    expect(watches.get().mine).toBe(true);
    vi.stubGlobal("Notification", undefined);
  });

  it("change the language of the page", async () => {
    const { user } = await open("preferences");
    await user.click(await screen.findByRole("radio", { name: "中文" }));
    expect(await screen.findByRole("heading", { level: 1, name: "设置" })).toBeVisible();
  });
});

describe("the status line", () => {
  it.each(["transfer", "platforms", "errors&code=15000"])("shows the age of the data of %s", async (section) => {
    await open(section);
    expect(await screen.findByText(/^Updated .* ago$/)).toBeVisible();
  });
});

describe("about", () => {
  it("shows versions, mode, farm and clock", async () => {
    await open("about", {
      health: {
        mode: "live",
        version: "9.8.7",
        readOnly: true,
        clockOffsetMs: -125_000,
        upstream: { host: "task.renderbus.com", reachable: true, latencyMs: 42, checkedAt: 1_793_491_200_000 },
      },
    });
    expect(await screen.findByText("9.8.7")).toBeVisible();
    expect(fact("Page version")).toHaveTextContent("test");
    expect(fact("Farm")).toHaveTextContent("task.renderbus.com");
    expect(fact("Changes")).toHaveTextContent("READ_ONLY");
    expect(fact("Clock offset")).toHaveTextContent("Farm behind by 2m 5s");
    expect(fact("Reachable")).toHaveTextContent("42 ms");
  });
});

describe("about on another machine", () => {
  it("leaves out what the server tells only to its own machine, and says so", async () => {
    await open("about", {
      health: {
        mode: "live",
        version: undefined,
        clockOffsetMs: undefined,
        upstream: { reachable: true, latencyMs: 42, checkedAt: 1_793_491_200_000 },
      },
    });
    expect(await screen.findByText(/only to a browser on its own machine/)).toBeVisible();
    expect(fact("Page version")).toHaveTextContent("test");
    expect(screen.queryByText("Clock offset")).not.toBeInTheDocument();
    expect(screen.queryByText("Farm")).not.toBeInTheDocument();
  });
});
