import { QueryObserver } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";
import { type AccountsAnswer, SUMMARY_FORMAT } from "../../mirror/accounts-summary";
import { openPage } from "../../test/open-page";
import type { PollingChoice } from "../http/polling";
import { accountsSummaryQuery } from "./accounts-summary";

/** An answer of accounts in which so many frames render. */
const answerOf = (...executing: readonly number[]) => ({
  format: SUMMARY_FORMAT,
  nowMs: 1,
  accounts: executing.map((count) => ({ executing: count })),
});

/** The interval until the next read after this answer. */
async function intervalAfter(answer: (() => Response) | null, polling: PollingChoice) {
  const { client } = openPage(answer ?? (() => Response.error()));
  const options = accountsSummaryQuery("", polling);
  if (answer) await client.fetchQuery(options).catch(() => null);
  const query = new QueryObserver<AccountsAnswer, Error, AccountsAnswer, AccountsAnswer, readonly ["accounts", string]>(
    client,
    options,
  ).getCurrentQuery();
  return typeof options.refetchInterval === "function" ? options.refetchInterval(query) : options.refetchInterval;
}

describe("the summary of the accounts", () => {
  it("is asked for the tasks that matter now, or for those that match a text", async () => {
    const { client, asked } = openPage(() => Response.json(answerOf(3)));
    expect(await client.fetchQuery(accountsSummaryQuery("", "off"))).toEqual(answerOf(3));
    await client.fetchQuery(accountsSummaryQuery("shot 1&2", "off"));
    await client.fetchQuery(accountsSummaryQuery("", "5"));
    expect(asked).toEqual(["/api/accounts?", "/api/accounts?q=shot+1%262"]);
  });

  it("shows the former tasks while those of another text are read", async () => {
    const { client } = openPage(() => Response.json(answerOf(3)));
    const observer = new QueryObserver(client, accountsSummaryQuery("a", "off"));
    const stop = observer.subscribe(() => undefined);
    await vi.waitFor(() => expect(observer.getCurrentResult().isSuccess).toBe(true));
    observer.setOptions(accountsSummaryQuery("ab", "off"));
    expect(observer.getCurrentResult()).toMatchObject({ isPlaceholderData: true, data: answerOf(3) });
    await vi.waitFor(() => expect(observer.getCurrentResult().isPlaceholderData).toBe(false));
    stop();
  });

  it.each([{ format: SUMMARY_FORMAT + 1 }, {}, null, "accounts"])("of another build is a failure: %j", async (body) => {
    const { client } = openPage(() => Response.json(body));
    await expect(client.fetchQuery(accountsSummaryQuery("", "off"))).rejects.toMatchObject({
      operation: "history",
      failure: { kind: "shape", certainty: "not-sent" },
    });
  });
});

it("the summary is read more often while any account renders, and later after a failure", async () => {
  expect(await intervalAfter(() => Response.json(answerOf(0, 2)), "auto")).toBe(5000);
  expect(await intervalAfter(() => Response.json(answerOf(0, 0)), "auto")).toBe(15_000);
  expect(await intervalAfter(() => new Response(null, { status: 502 }), "auto")).toBe(10_000);
  expect(await intervalAfter(() => Response.json(answerOf(2)), "off")).toBe(false);
  expect(await intervalAfter(null, "auto")).toBe(15_000);
});
