import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { useAfterPaint } from "./after-paint";

/** Numbers wait for the next paint, unless they are negative. */
const mayWait = (_painted: number, value: number) => value >= 0;

function Late({ value, seen }: { value: number; seen: number[] }) {
  const painted = useAfterPaint(value, 0, mayWait);
  seen.push(painted);
  return <output>{painted}</output>;
}

it("returns a deferrable change after the paint and other changes immediately", async () => {
  const seen: number[] = [];
  const view = render(<Late value={1} seen={seen} />);
  expect(screen.getByRole("status")).toHaveTextContent("0");
  expect(await screen.findByText("1")).toBeVisible();
  view.rerender(<Late value={-2} seen={seen} />);
  expect(screen.getByRole("status")).toHaveTextContent("-2");
  view.rerender(<Late value={3} seen={seen} />);
  view.rerender(<Late value={4} seen={seen} />);
  expect(screen.getByRole("status")).toHaveTextContent("-2");
  expect(await screen.findByText("4")).toBeVisible();
  // What was overtaken while it waited is never drawn.
  expect([...new Set(seen)]).toEqual([0, 1, -2, 4]);
});
