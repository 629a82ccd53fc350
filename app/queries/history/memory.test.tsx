import { waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { connectFarm } from "../../test/connect-farm";
import { openHistoryApp } from "../../test/history-app";
import { renderQueryHook } from "../../test/render-query-hook";
import { server } from "../../test/server";
import { useMemoryObstacle } from "./memory";

it("nothing speaks against reading a memory that answers, or whose answer is on its way", async () => {
  const history = await openHistoryApp();
  let answers = 0;
  server.use(
    http.get("*/api/history/state", async ({ request }) => {
      const answer = await history.fetch(request);
      answers += 1;
      return answer;
    }),
  );
  const { result } = renderQueryHook(connectFarm().client, () => useMemoryObstacle("off"));
  expect(result.current).toBeNull();
  await waitFor(() => expect(answers).toBe(1));
  expect(result.current).toBeNull();
});

it("a database that does not answer is named", async () => {
  server.use(http.get("*/api/history/state", () => HttpResponse.json({}, { status: 503 })));
  const { result } = renderQueryHook(connectFarm().client, () => useMemoryObstacle("off"));
  await waitFor(() => expect(result.current).toBe("away"));
});
