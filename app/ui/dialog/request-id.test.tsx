import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { endpoints } from "../../protocol/endpoints";
import { renderApp } from "../../test/render-app";
import { server } from "../../test/server";

/** Opens a page whose read is answered like this. */
const openWith = (answer: () => Response) =>
  renderApp({
    url: "/settings?section=transfer",
    prepare: () => server.use(http.post(`*${endpoints.getTransferBid.path}`, answer)),
  });

const headers = { "x-request-id": "5e1f-r7" };

it.each([
  [
    "a problem of the server",
    () => HttpResponse.json({ type: "urn:renderdeck:problem:busy", status: 503 }, { status: 503, headers }),
  ],
  ["a refusal of the farm", () => HttpResponse.json({ code: 605, message: "no", serverTime: null }, { headers })],
  ["an answer that is not readable", () => HttpResponse.json({ code: 200, data: 5, serverTime: null }, { headers })],
])("a failure shows the id of its request, to be copied: %s", async (_, answer) => {
  await openWith(answer);
  expect(await screen.findByText("5e1f-r7", {}, { timeout: 10_000 })).toBeVisible();
  expect(screen.getByRole("button", { name: "Copy request id" })).toBeVisible();
});

it("a failure without an answer of the server shows none", async () => {
  await openWith(() => HttpResponse.error());
  expect(await screen.findByRole("button", { name: "Try again" }, { timeout: 10_000 })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Copy request id" })).not.toBeInTheDocument();
});
