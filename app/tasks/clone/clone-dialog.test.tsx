import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { findRow, type RenderOptions, renderApp } from "../../test/render-app";
import { rewriteAnswer } from "../../test/rewrite-answer";

const SCENE = "衣帽间.max";

async function openMenu(options: RenderOptions = {}) {
  const app = await renderApp({ url: "/tasks?q=18278", dialect: "current", ...options });
  const row = await findRow(SCENE);
  await app.user.click(within(row).getByRole("button", { name: `Actions for ${SCENE}` }));
  return { ...app, menu: within(await screen.findByRole("menu")) };
}

async function open(options: RenderOptions = {}) {
  const app = await openMenu(options);
  await app.user.click(app.menu.getByRole("menuitem", { name: "Clone…" }));
  return { ...app, dialog: await screen.findByRole("dialog", { name: `Clone ${SCENE}` }) };
}

describe("the clone of a task", () => {
  it("shows the price, reserves an id, and leads to the submission", async () => {
    const { user, dialog, farm } = await open();
    expect(dialog).toHaveTextContent("If all 18 frames render once more:");
    await waitFor(() => expect(dialog).toHaveTextContent(/≈? ?¥\d/));
    expect(within(dialog).getByRole("region", { name: "Taken over by the farm" })).toHaveTextContent(
      "Queue priorityNormal (50)",
    );
    await user.click(within(dialog).getByRole("button", { name: "Reserve id for the clone" }));
    expect(await within(dialog).findByText(/^Reserved: 2W\d+$/)).toBeVisible();
    expect(dialog).toHaveTextContent("clone of P18278");
    await user.click(within(dialog).getByRole("button", { name: "Submit…" }));
    expect(within(dialog).getByText(/Upload all files first/).parentElement).toHaveTextContent(/¥\d/);
    await user.click(within(dialog).getByRole("button", { name: "Submit task" }));
    await user.click(await screen.findByRole("button", { name: "Show" }));
    const clone = [...farm.farm.jobs].find(({ clonedFrom }) => clonedFrom === 18_278);
    expect(clone?.sceneName).toBe(SCENE);
    await waitFor(() => expect(window.location.search).toContain(`task=${clone?.id}`));
  });

  it("copies what is known of the original for the submitter", async () => {
    const { user, dialog } = await open();
    await user.click(within(dialog).getByRole("button", { name: "Copy description" }));
    const text = await navigator.clipboard.readText();
    expect(JSON.parse(text)).toMatchObject({ clonedFrom: { id: 18_278 }, scene: SCENE });
  });

  it("says when the account’s settings let the farm refuse it, and what a refusal was", async () => {
    const { user, dialog } = await open({
      prepare: (faults, { farm }) => {
        faults.set("createClone", { kind: "refuse", code: 605 });
        rewriteAnswer({ ...farm }, "queryUserSetting", (envelope) => ({
          ...envelope,
          data: { ...Object(envelope.data), cloneLimitDay: 30, submitDisable: 1 },
        }));
      },
    });
    expect(await within(dialog).findByText(/tasks of the last 30 days. This one is older/)).toBeVisible();
    expect(within(dialog).getByText("The account cannot submit tasks.")).toBeVisible();
    await user.click(within(dialog).getByRole("button", { name: "Reserve id for the clone" }));
    expect(await within(dialog).findByText(/605/)).toBeVisible();
  });

  it("is not offered in the dialect of 2018, which cannot name an original", async () => {
    const { menu } = await openMenu({ dialect: "2018" });
    expect(menu.queryByRole("menuitem", { name: "Clone…" })).not.toBeInTheDocument();
  });
});
