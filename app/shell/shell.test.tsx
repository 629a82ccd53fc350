import { MantineProvider } from "@mantine/core";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { IntlProvider } from "use-intl";
import { describe, expect, it, vi } from "vitest";
import en from "../i18n/en/base.json";
import zh from "../i18n/zh/base.json";
import { findRow, renderApp } from "../test/render-app";
import { readPreferences } from "../ui/storage/preferences";
import { LastResort } from "./last-resort";
import { PageError, PageNotFound } from "./page-error";

describe("the status line", () => {
  it("distinguishes a demo farm from a live one", async () => {
    const { unmount } = await renderApp();
    expect(await screen.findByText("Demo farm")).toBeVisible();
    unmount();
    await renderApp({
      health: {
        mode: "live",
        readOnly: true,
        upstream: { host: "task.renderbus.com", reachable: true, latencyMs: 80, checkedAt: 0 },
      },
    });
    expect(await screen.findByText("task.renderbus.com")).toBeVisible();
    expect(screen.getByText("Read-only")).toBeVisible();
    expect(screen.queryByText("Demo farm")).not.toBeInTheDocument();
  });

  it("marks data as old after a minute, until it is refreshed", async () => {
    const { user, pass } = await renderApp();
    await findRow("衣帽间.max");
    expect(await screen.findByText(/^Updated \d+s ago$/)).toBeVisible();
    pass(150);
    expect(await screen.findByText("Data is 2m 30s old")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    expect(await screen.findByText(/^Updated \d+s ago$/)).toBeVisible();
  });

  it("shows a lost connection and its return", async () => {
    const { user, faults } = await renderApp();
    await findRow("衣帽间.max");
    expect(screen.getByText(/Connected/)).toBeVisible();
    faults.set("*", { kind: "badGateway" });
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    expect(await screen.findByText("Farm not reachable")).toBeVisible();
    faults.clear();
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    expect(await screen.findByText(/^Connected/)).toBeVisible();
  });

  it("changes the time zone of every time on screen", async () => {
    const { user } = await renderApp();
    const clock = await screen.findByRole("button", { name: /utc$/i });
    expect(clock).toHaveTextContent("00:00");
    await user.click(clock);
    await user.click(await screen.findByRole("button", { name: /local$/ }));
    expect(await screen.findByRole("button", { name: /^UTC\+8 · 08:00 · farm$/ })).toBeVisible();
    expect(readPreferences().timeZone).toBe("farm");
  });
});

describe("the language", () => {
  it("changes at once, is stored, and is set on the document", async () => {
    const { user } = await renderApp();
    await findRow("衣帽间.max");
    await user.click(screen.getByRole("button", { name: "中文" }));
    expect(await screen.findByRole("heading", { level: 1, name: zh.task.title })).toBeInTheDocument();
    expect(screen.getByRole("treegrid", { name: zh.task.grid })).toBeVisible();
    expect(screen.getAllByText(zh.task.status.finished)[0]).toBeVisible();
    expect(document.documentElement.lang).toBe("zh-CN");
    expect(Object.values(localStorage).join()).toContain('"language":"zh"');
    await user.click(screen.getByRole("button", { name: "English" }));
    expect(await screen.findByRole("heading", { level: 1, name: en.task.title })).toBeInTheDocument();
    expect(document.documentElement.lang).toBe("en");
  });

  it("can be Chinese from the first render", async () => {
    await renderApp({ preferences: { language: "zh" } });
    expect(await screen.findByRole("treegrid", { name: zh.task.grid })).toBeVisible();
  });
});

describe("the keys of every page", () => {
  it("open the help, focus the search, and go to pages", async () => {
    const { user } = await renderApp();
    await findRow("衣帽间.max");
    await user.keyboard("?");
    const help = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    await user.click(within(help).getByText("Close"));
    await waitFor(() => expect(help).not.toBeInTheDocument());
    await user.keyboard("/");
    expect(screen.getByRole("searchbox")).toHaveFocus();
    // In a text field the keys are text.
    await user.keyboard("gm?");
    expect(screen.getByRole("searchbox")).toHaveValue("gm?");
    screen.getByRole("searchbox").blur();
    await user.keyboard("gm");
    await waitFor(() => expect(location.pathname).toBe("/monitor"));
    expect(screen.getByRole("link", { name: "Monitor" })).toHaveAttribute("aria-current", "page");
  });

  it("are listed with those of the page in view only", async () => {
    const { user } = await renderApp();
    await findRow("衣帽间.max");
    const list = async () => {
      await user.keyboard("?");
      const help = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
      const words = within(help)
        .getAllByRole("definition")
        .map((one) => one.textContent);
      await user.click(within(help).getByText("Close"));
      await waitFor(() => expect(help).not.toBeInTheDocument());
      return words;
    };
    const [frames, tasks] = ["Move between cells of the strip", "Abandon"];
    expect(await list()).toEqual(expect.arrayContaining([tasks]));
    act(() => window.history.pushState(null, "", "/tasks/18278"));
    await screen.findByRole("treegrid", { name: "Frames" });
    expect(await list()).toEqual(expect.arrayContaining([frames]));
    await user.keyboard("gm");
    await waitFor(() => expect(location.pathname).toBe("/monitor"));
    const elsewhere = await list();
    for (const word of [frames, tasks]) expect(elsewhere).not.toContain(word);
  });

  it("go to a page from a row too, without its commands of the same letters", async () => {
    const { user } = await renderApp();
    const row = await findRow("衣帽间.max");
    row.focus();
    await user.keyboard("gx");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await user.keyboard("gs");
    await waitFor(() => expect(location.pathname).toBe("/settings"));
    await waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveFocus());
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("drop a pressed g when the window loses the focus", async () => {
    const { user } = await renderApp();
    await findRow("衣帽间.max");
    await user.keyboard("g");
    window.dispatchEvent(new Event("blur"));
    await user.keyboard("s");
    expect(location.pathname).toBe("/tasks");
  });

  it("can be switched off", async () => {
    const { user } = await renderApp({ preferences: { shortcuts: false } });
    await findRow("衣帽间.max");
    await user.keyboard("?gm");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(location.pathname).toBe("/tasks");
  });
});

describe("an address", () => {
  it("without a page opens the tasks", async () => {
    await renderApp({ url: "/" });
    expect(await findRow("衣帽间.max")).toBeVisible();
    expect(location.pathname).toBe("/tasks");
  });

  it("of an unknown page shows a message with a link back", async () => {
    const { user } = await renderApp({ url: "/nowhere" });
    expect(await screen.findByRole("heading", { name: "Page not found" })).toBeVisible();
    expect(screen.getByRole("navigation", { name: "Pages" })).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Go to Tasks" }));
    expect(await findRow("衣帽间.max")).toBeVisible();
  });
});

/** Silences the console, where React and the router report the expected errors. */
function silenceConsole(): void {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
}

function Broken(): never {
  throw new Error("no providers");
}

describe("a page that throws", () => {
  it("shows its error in its place and can be rendered again", async () => {
    silenceConsole();
    let broken = true;
    const Page = () => {
      if (broken) throw new Error("cell 7 of row 3");
      return <p>whole again</p>;
    };
    const root = createRootRoute({ notFoundComponent: PageNotFound, errorComponent: PageError });
    const page = createRoute({ getParentRoute: () => root, path: "/", component: Page, errorComponent: PageError });
    const router = createRouter({ routeTree: root.addChildren([page]), history: createMemoryHistory() });
    render(
      <IntlProvider locale="en" messages={en} timeZone="UTC">
        <MantineProvider>
          <RouterProvider<typeof router> router={router} />
        </MantineProvider>
      </IntlProvider>,
    );
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("This page stopped working");
    expect(alert).toHaveTextContent("cell 7 of row 3");
    broken = false;
    await userEvent.click(within(alert).getByRole("button", { name: "Reload the page" }));
    expect(await screen.findByText("whole again")).toBeVisible();
  });

  it("leaves text in both languages when everything fails", () => {
    silenceConsole();
    render(
      <LastResort>
        <Broken />
      </LastResort>,
    );
    expect(screen.getByRole("alert")).toHaveTextContent(/Something broke.*出现错误/);
    expect(screen.getByRole("button", { name: /Reload.*刷新/ })).toBeVisible();
  });
});
