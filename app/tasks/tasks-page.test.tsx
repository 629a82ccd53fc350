import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { findRow, renderApp } from "../test/render-app";

it("shows first rows", async () => {
  const t0 = performance.now();
  await renderApp();
  process.stdout.write(`render ${performance.now() - t0}\n`);
  const row = await findRow("衣帽间.max");
  process.stdout.write(`row ${performance.now() - t0}\n`);
  expect(within(row).getByText("18 / 18")).toBeVisible();
  process.stdout.write(`text ${performance.now() - t0}\n`);
  screen.getByRole("button", { name: "New task" });
  process.stdout.write(`role ${performance.now() - t0} ${document.querySelectorAll("*").length}\n`);
});
it("shows first rows again", async () => {
  const t0 = performance.now();
  await renderApp();
  await findRow("衣帽间.max");
  process.stdout.write(`row2 ${performance.now() - t0}\n`);
});
