/** The Tasks page while the farm refuses pages of the list. */
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { findGrid, renderApp, rowNames } from "../test/render-app";
import { rewriteAnswer } from "../test/rewrite-answer";

it.each([404, 600, 700])(
  "names the page that is refused with %d, and shows its tasks when it is readable",
  async (code) => {
    let isRefused = true;
    const { user } = await renderApp({
      farm: { tasks: 250 },
      prepare: (_, { farm }) =>
        rewriteAnswer(farm, "getTaskList", (envelope, { pageNum }) =>
          isRefused && pageNum === 3 ? { ...envelope, code, data: null } : envelope,
        ),
    });
    await findGrid();
    const note = await screen.findByText(/^Page 3 of the task list could not be read/);
    expect(note).toHaveTextContent(String(code));
    expect(screen.getByText("200 tasks")).toBeInTheDocument();
    isRefused = false;
    await user.click(screen.getByRole("button", { name: /^Refresh/ }));
    await waitFor(() => expect(note).not.toBeInTheDocument());
    expect(screen.getByText("250 tasks")).toBeInTheDocument();
  },
);

it("is empty when the farm has no records", async () => {
  await renderApp({ prepare: (faults) => faults.set("getTaskList", { kind: "refuse", code: 700 }) });
  expect(await screen.findByRole("heading", { name: "No tasks yet" })).toBeInTheDocument();
  expect(rowNames()).toEqual([]);
});
