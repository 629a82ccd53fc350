import { renderHook, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { server } from "../../../test/server";
import { useRestingPicture } from "./use-resting-picture";

test("a row that scrolls past loads nothing, and one that rests loads its picture", async () => {
  const asked: string[] = [];
  server.use(
    http.get("*/resting/:picture", ({ params }) => {
      asked.push(String(params["picture"]));
      return new HttpResponse(null, { status: 404 });
    }),
  );
  vi.useFakeTimers();
  const past = renderHook(() => useRestingPicture("/resting/past"));
  vi.advanceTimersByTime(60);
  past.unmount();
  vi.advanceTimersByTime(1000);
  const { result } = renderHook(() => useRestingPicture("/resting/seen"));
  vi.advanceTimersByTime(1000);
  vi.useRealTimers();
  await waitFor(() => expect(result.current).toEqual({ kind: "fault", fault: "other" }));
  expect(asked).toEqual(["seen"]);
});
