/** Commands of an account that lacks rights: disabled with the reason, and not sent. The farm would refuse them. */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { AccountProfile } from "../../../mocks/farm/state";
import { findRow, type RenderedApp, renderApp } from "../../test/render-app";

const FINISHED = "3d66.com_593362_2018.max";
const SUB = { accountType: 2, mainUserId: 10_000_001 } as const;

const open = (account: Partial<AccountProfile>, language: "en" | "zh" = "en") =>
  renderApp({ dialect: "current", farm: { tasks: 2, account }, preferences: { language } });

async function openMenu({ user }: RenderedApp, name = FINISHED) {
  await user.click(within(await findRow(name)).getByRole("button", { name: /^Actions for|操作/ }));
  return screen.findByRole("menu");
}

const entry = (menu: HTMLElement, name: RegExp) => within(menu).getByRole("menuitem", { name });

describe("delete", () => {
  it("is disabled with the reason for a sub-account without the right, and its key opens no confirmation", async () => {
    const app = await open({ ...SUB, subDeleteTask: 0 });
    const menu = await openMenu(app);
    await waitFor(() => expect(entry(menu, /^Delete/)).toBeDisabled());
    expect(entry(menu, /^Delete/)).toHaveAttribute("title", "This sub-account may not delete tasks");
    await app.user.keyboard("{Escape}");
    (await findRow(FINISHED)).focus();
    await app.user.keyboard("{Delete}");
    const dialog = await screen.findByRole("region", { name: "Messages" });
    await waitFor(() => expect(dialog).toHaveTextContent("No tasks to delete"));
    expect(dialog).toHaveTextContent("This sub-account may not delete tasks");
    expect(within(dialog).queryByRole("button", { name: /^Delete/ })).not.toBeInTheDocument();
    expect(app.requestCount("deleteTask")).toBe(0);
  });

  it.each<Partial<AccountProfile>>([{ ...SUB, subDeleteTask: 1 }, { subDeleteTask: 0 }])(
    "is enabled for %j",
    async (account) => {
      const app = await open(account);
      await waitFor(() => expect(app.requestCount("queryUserProfile")).toBeGreaterThan(0));
      expect(entry(await openMenu(app), /^Delete/)).toBeEnabled();
    },
  );
});

describe("output files", () => {
  it.each([
    [1, "This account may not download results"],
    [2, "Downloads are stopped because of arrears"],
  ])("are disabled with the reason for downloadDisable %d", async (downloadDisable, reason) => {
    const menu = await openMenu(await open({ downloadDisable }));
    await waitFor(() => expect(entry(menu, /^Output files/)).toBeDisabled());
    expect(entry(menu, /^Output files/)).toHaveAttribute("title", reason);
  });

  it("have the reason in Chinese", async () => {
    const menu = await openMenu(await open({ downloadDisable: 2 }, "zh"));
    await waitFor(() => expect(within(menu).getByTitle("因欠费已停止下载")).toBeDisabled());
  });
});

describe("the priority", () => {
  it("is disabled with the reason in the dialog, whose other fields are not", async () => {
    const app = await open({ ...SUB, groupTaskLevel: 0 });
    await app.user.click(entry(await openMenu(app), /^Change/));
    const dialog = await screen.findByRole("dialog");
    await waitFor(() =>
      expect(within(dialog).getByRole("group", { name: /priority/i })).toHaveTextContent(
        "This sub-account may not set the priority",
      ),
    );
    expect(within(dialog).getByRole("radio", { name: /high/i })).toBeDisabled();
    expect(within(dialog).getByRole("textbox", { name: "Hours" })).toBeEnabled();
  });
});

describe("a task that is not operable", () => {
  it("has no enabled command but those that only read", async () => {
    const app = await renderApp({
      dialect: "current",
      farm: { tasks: 2 },
      prepare: (_, { farm }) => {
        for (const job of farm.jobs) job.isOperable = false;
      },
    });
    const menu = await openMenu(app);
    for (const name of [/^Delete/, /^Change/]) {
      expect(entry(menu, name)).toBeDisabled();
      expect(entry(menu, name)).toHaveAttribute("title", "This account may not change this task");
    }
    expect(entry(menu, /^Output files/)).toBeEnabled();
  });

  it("still says how many frames failed", async () => {
    const name = "robot_s040_sh0110_fx_v003.ma";
    const app = await renderApp({
      dialect: "current",
      url: `/tasks?q=${name}`,
      farm: { tasks: 40 },
      prepare: (_, { farm }) => {
        for (const job of farm.jobs) job.isOperable = false;
      },
    });
    const menu = await openMenu(app, name);
    expect(entry(menu, /^Rerender 12 failed frames$/)).toBeDisabled();
    // The colour of what destroys would say that it can be pressed.
    expect(entry(menu, /^Delete/)).not.toHaveStyle({ color: "var(--tone-bad)" });
  });
});
