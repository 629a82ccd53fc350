import { act, screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endpoints } from "../protocol/endpoints";
import { BUILD_HEADER } from "../protocol/wire/build-header";
import { hasOtherBuild, reportServerBuild } from "../queries/http/server-build";
import { findRow, renderApp } from "../test/render-app";
import { server } from "../test/server";

// The page as the server of the build "one" sends it.
beforeEach(() => {
  document.head.append(Object.assign(document.createElement("meta"), { name: "build", content: "one" }));
});
afterEach(() => {
  document.querySelector('meta[name="build"]')?.remove();
  hasOtherBuild.set(false);
});

/** The server's next answer to the list of tasks: a failure, so that the page's data stays. */
const answerOnce = (headers: Record<string, string>) =>
  server.use(
    http.post(`*${endpoints.getTaskList.path}`, () => new HttpResponse("", { status: 502, headers }), { once: true }),
  );

describe("the note about a new version", () => {
  it.each([
    ["en", "A new version is ready", "Reload"],
    ["zh", "新版本已就绪", "刷新页面"],
  ] as const)("appears in %s with the first answer of another build", async (language, note, reload) => {
    await renderApp({ preferences: { language }, prepare: () => answerOnce({ [BUILD_HEADER]: "two" }) });
    expect(await screen.findByText(note)).toBeVisible();
    expect(screen.getByRole("button", { name: reload })).toBeVisible();
  });

  it("stays over answers without a build and leaves when the server has the page's build again", async () => {
    const { user } = await renderApp();
    await findRow("衣帽间.max");
    answerOnce({ [BUILD_HEADER]: "two" });
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    const note = await screen.findByText("A new version is ready");
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    await screen.findByText(/^Connected/);
    expect(note).toBeVisible();
    act(() => reportServerBuild(new Response(null, { headers: { [BUILD_HEADER]: "one" } })));
    expect(note).not.toBeInTheDocument();
  });

  it("comes from the health check too, on a page without farm calls", async () => {
    await renderApp({
      url: "/settings?section=about",
      prepare: () =>
        server.use(http.get("*/healthz", () => HttpResponse.json({}, { headers: { [BUILD_HEADER]: "two" } }))),
    });
    expect(await screen.findByText("A new version is ready")).toBeVisible();
  });

  it.each([{}, { [BUILD_HEADER]: "one" }])("does not appear with %j", async (headers) => {
    const { user } = await renderApp();
    await findRow("衣帽间.max");
    answerOnce(headers);
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    await screen.findByText("Farm not reachable");
    expect(screen.queryByText("A new version is ready")).not.toBeInTheDocument();
  });
});
