import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { type ConnectionReport, causeVariables } from "../../protocol/connection";
import { renderApp } from "../../test/render-app";
import { server } from "../../test/server";

const failed: ConnectionReport = {
  checkedAtMs: 1_793_491_200_000,
  prefix: "RENDERBUS_",
  dialect: "2018",
  tried: { protocol: "https", domain: "task.renderbus.com", idStart: "AKID", clockOffsetMs: -125_000 },
  result: { kind: "failed", cause: "key", code: 611, detail: "code 611" },
};
const connected: ConnectionReport = {
  ...failed,
  result: {
    kind: "connected",
    account: { userName: "rayvision", zone: 1, balance: 86_400, currency: "CNY" },
    otherDialectWorks: true,
  },
};

const open = async (report: ConnectionReport, repeated = report) => {
  const app = await renderApp({ url: "/settings?section=connection", health: { mode: "live" } });
  server.use(
    http.get("*/api/connection", ({ request }) =>
      HttpResponse.json(new URL(request.url).searchParams.get("repeat") === "1" ? repeated : report),
    ),
  );
  return app;
};

const fact = (label: string) => screen.getByText(label, { selector: "dt" }).parentElement;

describe("a failed connection", () => {
  it("shows the likely cause, the variable and what was tried, and tests again", async () => {
    const { user } = await open(failed, connected);
    expect(await screen.findByText(/rejects the signature: wrong key or id/)).toBeVisible();
    expect(screen.getByText("RENDERBUS_ACCESS_KEY")).toBeVisible();
    expect(fact("Farm")).toHaveTextContent("https://task.renderbus.com");
    expect(fact("Access id")).toHaveTextContent("AKID…");
    expect(fact("Server’s clock")).toHaveTextContent("2m 5s ahead");
    expect(fact("Farm’s answer")).toHaveTextContent("code 611");
    await user.click(screen.getByRole("button", { name: "Test again" }));
    expect(await screen.findByText(/the farm accepts the account/)).toBeVisible();
    expect(fact("Account")).toHaveTextContent("rayvision");
    expect(fact("Balance with coupon")).toHaveTextContent("¥86,400");
    expect(screen.getByText(/RENDERBUS_DIALECT=current/)).toBeVisible();
  });

  it.each(Object.keys(causeVariables))("has texts for the cause %s", async (name) => {
    const [cause] = Object.keys(causeVariables).filter((key): key is keyof typeof causeVariables => key === name);
    if (cause === undefined) throw new Error(name);
    await open({ ...failed, result: { kind: "failed", cause, code: null, detail: "x" } });
    const outcome = await screen.findByText("✕");
    expect(outcome.parentElement?.textContent).toMatch(/\w{3}/);
  });

  it("says on another machine why the address is not shown", async () => {
    await open({ ...failed, tried: null });
    expect(await screen.findByText(/only to a browser on its own machine/)).toBeVisible();
    expect(screen.queryByText("Access id")).not.toBeInTheDocument();
  });

  it("says when the server does not answer the test", async () => {
    const { user } = await open(failed);
    await screen.findByText("RENDERBUS_ACCESS_KEY");
    server.use(http.get("*/api/connection", () => HttpResponse.error()));
    await user.click(screen.getByRole("button", { name: "Test again" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("did not do the test");
  });
});

describe("the demo farm", () => {
  it("explains how to connect an account, and asks for no secret", async () => {
    const { user } = await renderApp({ url: "/settings?section=connection" });
    const main = within(await screen.findByRole("main"));
    expect(await main.findByText(/RENDERBUS_DOMAIN=task.renderbus.com/)).toBeVisible();
    expect(main.getAllByRole("listitem")).toHaveLength(4);
    expect(main.queryByRole("textbox")).not.toBeInTheDocument();
    await user.click(main.getByRole("radio", { name: "Fox Renderfarm (zone 2)" }));
    expect(main.getByText(/RENDERBUS_DOMAIN=jop.foxrenderfarm.com/)).toBeVisible();
    await user.click(main.getByRole("radio", { name: "This machine (npm run farm)" }));
    expect(main.getByText(/RENDERBUS_PROTOCOL=http/)).toHaveTextContent("RENDERBUS_DOMAIN=127.0.0.1:8787");
    await user.click(main.getByRole("button", { name: "Copy the lines" }));
    expect(await navigator.clipboard.readText()).toContain("RENDERBUS_ACCESS_ID=demo-access-id\nRENDERBUS_ACCESS_KEY=");
  });
});
