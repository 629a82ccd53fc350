import { expect, it } from "vitest";
import { startLiveFarm } from "../../test/live-farm";
import { openPage } from "../../test/open-page";
import { connectionReportQuery, testConnection } from "./connection-report";

it("the page reads the report of the server", async () => {
  const world = await startLiveFarm({ tasks: 3 });
  const send = globalThis.fetch;
  const { client } = openPage((request) => send(request.url.replace("http://127.0.0.1", world.origin)));
  const last = await client.fetchQuery(connectionReportQuery);
  expect(last).toMatchObject({ result: { kind: "connected" }, dialect: "2018" });
  expect(await testConnection()).toEqual(last);
});

it("the server tests again on request only", async () => {
  const { client, asked } = openPage(({ url }) => Response.json({ result: new URL(url).search }));
  expect(await client.fetchQuery(connectionReportQuery)).toEqual({ result: "" });
  expect(await testConnection()).toEqual({ result: "?repeat=1" });
  expect(asked).toEqual(["/api/connection", "/api/connection?repeat=1"]);
});

it.each([null, "connected", { checkedAtMs: 1 }])("an answer without a result is no report: %j", async (body) => {
  const { client } = openPage(() => Response.json(body));
  await expect(testConnection()).rejects.toThrow("The server sent no connection report");
  await expect(client.fetchQuery(connectionReportQuery)).rejects.toThrow("The server sent no connection report");
});

it("a server that does not answer is a failed call in the name of the profile", async () => {
  openPage(() => Promise.reject(new TypeError("fetch failed")));
  await expect(testConnection()).rejects.toMatchObject({ operation: "queryUserProfile", failure: { kind: "network" } });
});
