/** The bundle check counts what the browser really loads without a click. */
import { expect, test } from "./fixtures";
import { filesOf, withoutClick } from "./tools/loaded-files";

test("without a click, exactly the counted files load", async ({ page, tasksPage: tasks }) => {
  const loaded = new Set<string>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/assets/")) loaded.add(pathname.slice(1));
  });
  await tasks.open();
  await page.waitForLoadState("networkidle");
  expect([...loaded].toSorted()).toEqual([...filesOf(withoutClick())].toSorted());
});
