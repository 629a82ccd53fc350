/** The Environments page over a demo farm: failures, unusual data, and their messages. */
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { type RenderedApp, renderApp } from "../test/render-app";
import { server } from "../test/server";

const MAX = 2001;
const names = (farm: { environments: readonly { editName: string; cgId: number }[] }) =>
  farm.environments.filter(({ cgId }) => cgId === MAX).map(({ editName }) => editName);

/** The rows of the list, including the header. */
const rows = () => within(screen.getByRole("table")).getAllByRole("row");

const LOOKING = /no effect seen yet.*Looking again within 5 s\.$/;

const panel = () => screen.queryByRole("complementary", { name: "Environment" });

describe("the list", () => {
  it("opens with the farm's default software and counts the environments of each software", async () => {
    await renderApp({ url: "/environments" });
    expect(await screen.findByRole("link", { name: "max2018_vray36" })).toBeVisible();
    const chosen = screen.getByRole("link", { name: /3ds Max/ });
    expect(chosen).toHaveAttribute("aria-current", "page");
    await waitFor(() => expect(screen.getByRole("link", { name: /Maya/ })).toHaveTextContent("Maya2 environments"));
  });

  it("shows the failure of the first load and loads again", async () => {
    const { user } = await renderApp({
      url: `/environments?software=${MAX}`,
      prepare: (faults) => faults.set("querySupportedSoftware", { kind: "refuse", code: 605 }, { times: 1 }),
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("not enough permissions");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("link", { name: "max2018_vray36" })).toBeVisible();
  });

  it("counts a malformed row and shows the others", async () => {
    await renderApp({
      url: `/environments?software=${MAX}`,
      prepare: (faults) => faults.set("getRenderEnv", { kind: "malformedRow" }),
    });
    expect(await screen.findByText(/1 environment is not readable/)).toBeVisible();
    expect(screen.getByRole("link", { name: "max2018_corona" })).toBeVisible();
  });

  it("is filtered by the URL: another software keeps the search, and Back restores it in the field", async () => {
    const { user } = await renderApp({ url: `/environments?software=${MAX}` });
    await screen.findByRole("link", { name: "max2018_corona" });
    const field = screen.getByRole("searchbox", { name: "Name, version or plug-in" });
    await user.type(field, "corona");
    await waitFor(() => expect(rows()).toHaveLength(2));
    await user.click(screen.getByRole("link", { name: /Maya/ }));
    expect(await screen.findByText("No environment matches")).toBeVisible();
    expect(new URLSearchParams(window.location.search).get("q")).toBe("corona");
    await user.click(screen.getByRole("button", { name: "Clear search" }));
    expect(await screen.findByRole("link", { name: "testRenderEnv332" })).toBeVisible();
    expect(field).toHaveValue("");
    window.history.back();
    expect(await screen.findByRole("link", { name: "max2018_corona" })).toBeVisible();
    expect(field).toHaveValue("corona");
    expect(rows()).toHaveLength(2);
  });

  it("is available in Chinese", async () => {
    await renderApp({ url: `/environments?software=${MAX}&env=max2018_vray36`, preferences: { language: "zh" } });
    expect(await screen.findByRole("heading", { name: "渲染环境" })).toBeVisible();
    const chinesePanel = await screen.findByRole("complementary", { name: "渲染环境" });
    expect(await within(chinesePanel).findByRole("group", { name: "插件：2 / 5" })).toBeVisible();
  });
});

describe("the form", () => {
  it("searches plug-ins, and can show only those in use", async () => {
    const { user } = await renderApp({ url: `/environments?software=${MAX}&env=max2018_vray36` });
    const picker = within(await screen.findByRole("group", { name: "Plug-ins: 2 of 5" }));
    await user.type(picker.getByRole("searchbox"), "coro");
    expect(picker.getAllByRole("combobox").map((one) => one.closest("label")?.firstChild?.textContent)).toEqual([
      "corona",
    ]);
    await user.clear(picker.getByRole("searchbox"));
    await user.click(picker.getByRole("checkbox", { name: "Used only" }));
    expect(picker.getAllByRole("combobox")).toHaveLength(2);
    await user.clear(picker.getByRole("searchbox"));
    await user.type(picker.getByRole("searchbox"), "nothing");
    expect(picker.getByText("No plug-in matches.")).toBeVisible();
  });

  it("offers Linux only for software that renders on it", async () => {
    await renderApp({ url: `/environments?software=${MAX}&act=new` });
    expect(await screen.findByRole("radio", { name: "Linux" })).toBeDisabled();
    expect(screen.queryByRole("radio", { name: "Render setup" })).toBeNull();
  });

  it("does not send a new environment again after an unanswered save that was done", async () => {
    const { user, farm, faults, requestCount } = await renderApp({ url: `/environments?software=${MAX}&act=new` });
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "once");
    faults.set("addRenderEnv", { kind: "outage", after: true }, { times: 1 });
    await user.click(screen.getByRole("button", { name: "Create" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("No confirmation from the farm");
    expect(await screen.findByRole("link", { name: "once" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Create" }));
    expect(await screen.findByText("Another environment has this name.")).toBeVisible();
    expect(requestCount("addRenderEnv")).toBe(1);
    expect(names(farm.farm)).toContain("once");
  });

  it("shows beside the name that another client has just taken it", async () => {
    const { user } = await renderApp({ url: `/environments?software=${MAX}&act=new` });
    const name = await screen.findByRole("textbox", { name: "Name" });
    await user.type(name, "mine");
    server.use(
      http.post("*/addRenderEnv", () => HttpResponse.json({ code: 503, message: "LABEL_ALREADY_EXISTS", data: null })),
    );
    await user.click(screen.getByRole("button", { name: "Create" }));
    await waitFor(() => expect(name).toHaveAccessibleDescription(/Another environment has this name\./));
    expect(name).toHaveAccessibleDescription(/\(code 503\)\. Request: Create – mine\. Nothing was changed\./);
    expect(name).toHaveFocus();
    expect(document.body).not.toHaveTextContent(/label/);
    await user.type(name, " 2");
    expect(name).not.toHaveAccessibleDescription(/exists/);
  });

  it("closes with Escape from a radio, a heading and a checkbox, but not from a text field", async () => {
    const { user } = await renderApp({ url: `/environments?software=${MAX}&env=max2018_corona` });
    const open = async () => user.click(await screen.findByRole("link", { name: "max2018_corona" }));
    const picker = within(await screen.findByRole("group", { name: /^Plug-ins/ }));
    await user.type(picker.getByRole("searchbox"), "co{Escape}");
    expect(panel()).toBeVisible();
    for (const find of [
      () => screen.getByRole("radio", { name: "Windows" }),
      () => screen.getByRole("checkbox", { name: "Used only" }),
      () => screen.getByRole("combobox", { name: "corona" }),
      () => screen.getByRole("heading", { name: "max2018_corona" }),
    ]) {
      find().focus();
      await user.keyboard("{Escape}");
      await waitFor(() => expect(panel()).toBeNull());
      await open();
      await screen.findByRole("combobox", { name: "corona" });
    }
  });

  it("keeps what was saved while the farm shows no effect yet, and says when it does", async () => {
    const { user, farm, pass, requestCount } = await renderApp({
      url: `/environments?software=${MAX}&env=max2018_corona`,
    });
    await user.selectOptions(await screen.findByRole("combobox", { name: "corona" }), "3.0");
    farm.farm.effectDelayMs = 4000;
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(LOOKING)).toBeVisible();
    expect(screen.queryByText("max2018_corona is saved")).not.toBeInTheDocument();
    expect(screen.getByRole("combobox", { name: "corona" })).toHaveDisplayValue("3.0");
    expect(screen.queryByText("Unsaved changes")).not.toBeInTheDocument();
    pass(5);
    expect(await screen.findByText("max2018_corona is saved", undefined, { timeout: 15_000 })).toBeVisible();
    expect(screen.getByRole("combobox", { name: "corona" })).toHaveDisplayValue("3.0");
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
    expect(screen.queryByText("This environment changed after you opened it")).toBeNull();
    expect(requestCount("updateRenderEnv")).toBe(1);
  });

  it("recognises an unanswered save as done when the farm has what was sent", async () => {
    const { user, faults, requestCount } = await renderApp({ url: `/environments?software=${MAX}&env=max2018_corona` });
    await user.selectOptions(await screen.findByRole("combobox", { name: "corona" }), "3.0");
    faults.set("updateRenderEnv", { kind: "outage", after: true }, { times: 1 });
    await user.click(screen.getByRole("button", { name: "Save" }));
    const message = await screen.findByText(/max2018_corona is saved. The farm did not confirm/);
    expect(message).toHaveFocus();
    expect(screen.queryByText("This environment changed after you opened it")).toBeNull();
    expect(screen.queryByText(/No confirmation/)).toBeNull();
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
    expect(requestCount("updateRenderEnv")).toBe(1);
    await user.selectOptions(screen.getByRole("combobox", { name: "corona" }), "4.0");
    expect(message).not.toBeInTheDocument();
  });

  it("keeps changes made during an unanswered save unsaved", async () => {
    const { user, farm } = await renderApp({ url: `/environments?software=${MAX}&env=max2018_corona` });
    await user.selectOptions(await screen.findByRole("combobox", { name: "corona" }), "3.0");
    const releaseAnswer = holdAnswer("updateRenderEnv", (body) => {
      farm.code("updateRenderEnv", body);
      return HttpResponse.error();
    });
    await user.click(screen.getByRole("button", { name: "Save" }));
    await user.selectOptions(screen.getByRole("combobox", { name: "railclone" }), "");
    releaseAnswer();
    expect(await screen.findByText(/max2018_corona is saved/)).toBeVisible();
    expect(screen.queryByText("This environment changed after you opened it")).toBeNull();
    const changes = screen.getByRole("table", { name: "Unsaved changes" });
    expect(within(changes).getAllByRole("row")).toHaveLength(2);
    expect(changes).toHaveTextContent("railclone");
  });

  it("reports that a new one is saved but not the default when only that was refused", async () => {
    const { user, farm, faults } = await renderApp({ url: `/environments?software=${MAX}&act=new` });
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "nearly");
    await user.click(screen.getByRole("checkbox", { name: /Set as default of/ }));
    faults.set("setDefaultRenderEnv", { kind: "refuse", code: 500 }, { times: 1 });
    await user.click(screen.getByRole("button", { name: "Create" }));
    expect(await screen.findByText("nearly is saved, but could not be set as default")).toBeVisible();
    expect(farm.farm.environments.find(({ editName }) => editName === "max2018_vray36")?.isDefault).toBe(1);
  });

  it("shows in the message of a failed default the request, and the balance where it was not enough", async () => {
    const { user, faults } = await renderApp({ url: `/environments?software=${MAX}&act=new` });
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "nearly");
    await user.click(screen.getByRole("checkbox", { name: /Set as default of/ }));
    faults.set("setDefaultRenderEnv", { kind: "refuse", code: 507 }, { times: 1 });
    await user.click(screen.getByRole("button", { name: "Create" }));
    const strip = await screen.findByRole("region", { name: "Messages" });
    await waitFor(() => expect(strip).toHaveTextContent("Request: Set as default – nearly."));
    expect(strip).toHaveTextContent("the balance is not enough (code 507)");
    expect(await within(strip).findByRole("button", { name: "Refresh the balance" })).toBeVisible();
    expect(within(strip).getByRole("link", { name: "Account and balance" })).toBeVisible();
  });
});

describe("a command whose effect comes later", () => {
  it.each([
    [
      "a new environment",
      "act=new",
      async ({ user }: RenderedApp) => {
        await user.type(await screen.findByRole("textbox", { name: "Name" }), "later");
        await user.click(screen.getByRole("button", { name: "Create" }));
      },
      "later is saved",
    ],
    [
      "a deletion",
      "env=max2018_corona",
      async ({ user }: RenderedApp) => {
        await user.click(await screen.findByRole("button", { name: "Delete…" }));
        const button = within(await screen.findByRole("dialog")).getByRole("button", { name: /^Delete/ });
        await waitFor(() => expect(button).toBeEnabled());
        await user.click(button);
      },
      "max2018_corona is deleted",
    ],
    [
      "a new default",
      "env=max2018_corona",
      async ({ user }: RenderedApp) => {
        await user.click(await screen.findByRole("button", { name: "Set as default…" }));
        const button = within(await screen.findByRole("dialog")).getByRole("button", { name: "Set as default" });
        await waitFor(() => expect(button).toBeEnabled());
        await user.click(button);
      },
      "max2018_corona is now the default of 3ds Max",
    ],
    [
      "a rename",
      "env=max2018_corona",
      async ({ user }: RenderedApp) => {
        await openRename(user);
        await user.type(await screen.findByRole("textbox", { name: "New name" }), "2");
        await user.click(screen.getByRole("button", { name: "Copy, then delete the old one" }));
      },
      "max2018_corona is renamed to max2018_corona2",
    ],
  ])("is announced only when the farm shows it: %s", async (_, search, command, done) => {
    const app = await renderApp({ url: `/environments?software=${MAX}&${search}` });
    await screen.findByRole("link", { name: "max2018_vray36" });
    app.farm.farm.effectDelayMs = 4000;
    await command(app);
    expect(await screen.findByText(LOOKING)).toBeVisible();
    expect(screen.queryByText(done)).not.toBeInTheDocument();
    app.pass(5);
    expect(await screen.findByText(done, undefined, { timeout: 15_000 })).toBeVisible();
    expect(screen.queryByText(LOOKING)).not.toBeInTheDocument();
  });
});

it("stops a rename before the deletion when the copy could not become the default", async () => {
  const { user, farm, faults, requestCount } = await renderApp({
    url: `/environments?software=${MAX}&env=max2018_vray36`,
  });
  await openRename(user);
  const field = await screen.findByRole("textbox", { name: "New name" });
  await user.clear(field);
  await user.type(field, "renamed");
  faults.set("setDefaultRenderEnv", { kind: "refuse", code: 500 }, { times: 1 });
  await user.click(screen.getByRole("button", { name: "Copy, then delete the old one" }));
  expect(await screen.findByText("Both exist now: “max2018_vray36” and “renamed”.")).toBeVisible();
  expect(requestCount("deleteRenderEnv")).toBe(0);
  expect(names(farm.farm)).toEqual(expect.arrayContaining(["max2018_vray36", "renamed"]));
});

async function openRename(user: RenderedApp["user"]) {
  await user.click(await screen.findByRole("button", { name: "More" }));
  await user.click(await screen.findByRole("menuitem", { name: "Rename…" }));
}

/** Holds the answer to an operation until the returned function is called. */
function holdAnswer(operation: string, answer: (body: unknown) => Response) {
  const gate = new EventTarget();
  const opened = new Promise((resolve) => {
    gate.addEventListener("open", resolve, { once: true });
  });
  server.use(
    http.post(`*/${operation}`, async ({ request }) => {
      await opened;
      return answer(await request.json());
    }),
  );
  return () => void gate.dispatchEvent(new Event("open"));
}

const clickOutside = (user: Awaited<ReturnType<typeof renderApp>>["user"]) =>
  user.click(document.querySelector(".mantine-Modal-overlay") ?? document.body);

const holdRefusal = (operation: string) =>
  holdAnswer(operation, () => HttpResponse.json({ code: 605, message: "no", data: null }));

const importFile = (content: string) => new File([content], "environments.json", { type: "application/json" });
const fresh = JSON.stringify({
  format: "renderdeck-environments",
  version: 1,
  environments: [
    { name: "fresh", cgId: MAX, cgVersion: "2018", system: "windows", layerType: 0, plugins: [] },
    { name: "fresh 2", cgId: MAX, cgVersion: "2018", system: "windows", layerType: 0, plugins: [] },
  ],
});

describe("a dialog", () => {
  it("stays open while it deletes, and shows a refusal", async () => {
    const { user } = await renderApp({ url: `/environments?software=${MAX}&env=max2018_corona` });
    const releaseAnswer = holdRefusal("deleteRenderEnv");
    await user.click(await screen.findByRole("button", { name: "Delete…" }));
    const dialog = await screen.findByRole("dialog");
    const confirm = within(dialog).getByRole("button", { name: "Delete environment" });
    await waitFor(() => expect(confirm).toBeEnabled());
    await user.click(confirm);
    await user.keyboard("{Escape}");
    await clickOutside(user);
    releaseAnswer();
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("not enough permissions");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("stays open while it renames, and keeps the typed name after a click outside", async () => {
    const { user } = await renderApp({ url: `/environments?software=${MAX}&env=max2018_corona` });
    const releaseAnswer = holdRefusal("addRenderEnv");
    await openRename(user);
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByRole("textbox", { name: "New name" }), " 2");
    await clickOutside(user);
    expect(within(dialog).getByRole("textbox", { name: "New name" })).toHaveValue("max2018_corona 2");
    await user.click(within(dialog).getByRole("button", { name: "Copy, then delete the old one" }));
    await user.keyboard("{Escape}");
    releaseAnswer();
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("not enough permissions");
  });

  it("stays open while it imports, and then shows the result of each", async () => {
    const { user } = await renderApp({ url: `/environments?software=${MAX}` });
    await screen.findByRole("link", { name: "max2018_corona" });
    const releaseAnswer = holdRefusal("addRenderEnv");
    await user.click(screen.getByRole("button", { name: "Import" }));
    const dialog = await screen.findByRole("dialog");
    await user.upload(within(dialog).getByLabelText("File with environments"), importFile(fresh));
    const confirm = await within(dialog).findByRole("button", { name: "Import 2 environments" });
    await clickOutside(user);
    await user.click(confirm);
    await user.keyboard("{Escape}");
    releaseAnswer();
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("2 refused: not enough permissions");
    const results = within(dialog).getAllByRole("listitem");
    expect(results.map(({ textContent }) => /not enough permissions/.test(textContent))).toEqual([true, true]);
  });

  it("reports a chosen file that cannot be read", async () => {
    const { user } = await renderApp({ url: `/environments?software=${MAX}` });
    await screen.findByRole("link", { name: "max2018_corona" });
    await user.click(screen.getByRole("button", { name: "Import" }));
    const dialog = await screen.findByRole("dialog");
    const unreadable = importFile(fresh);
    Object.defineProperty(unreadable, "text", {
      value: () => Promise.reject(new DOMException("gone", "NotFoundError")),
    });
    await user.upload(within(dialog).getByLabelText("File with environments"), unreadable);
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("The file is not readable.");
  });
});
