import { MantineProvider } from "@mantine/core";
import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { type ComponentType, Suspense, useState } from "react";
import { IntlProvider } from "use-intl";
import { beforeEach, describe, expect, it, vi } from "vitest";
import en from "../../i18n/en/base.json";
import { lazyNamed } from "../browser/lazy-named";
import { ChunkError } from "../browser/load-chunk";
import type { PartPlace } from "./part-failure";

const Help = ({ onClose }: { onClose: () => void }) => (
  <div role="dialog">
    <button type="button" onClick={onClose}>
      Done
    </button>
  </div>
);

function Page({ part: Part }: { part: ComponentType<{ onClose: () => void }> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <input aria-label="Name" />
      <button type="button" onClick={() => setOpen(true)}>
        Help
      </button>
      <Suspense>{isOpen && <Part onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

/** A page with a text field and a part whose loading fails until `repair` is called. */
function openPage(kind: "missing" | "unreachable", place: PartPlace | "background") {
  let isBroken = true;
  const load = async () => {
    if (isBroken) throw new ChunkError(kind, "help.js");
    return { Help };
  };
  const Part = lazyNamed(load, "Help", place);
  render(
    <IntlProvider locale="en" messages={en} timeZone="UTC">
      <MantineProvider>
        <Page part={Part} />
      </MantineProvider>
    </IntlProvider>,
  );
  return { user: userEvent.setup(), repair: () => (isBroken = false) };
}

// React reports a caught error on the console.
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

describe("a part that cannot be loaded", () => {
  it.each(["floating", "block", "inline"] as const)(
    "is loaded again on request, and the page stays: %s",
    async (place) => {
      const { user, repair } = openPage("unreachable", place);
      await user.type(screen.getByLabelText("Name"), "half-typed");
      await user.click(screen.getByRole("button", { name: "Help" }));
      const again = await screen.findByRole("button", { name: "Try again" });
      expect(screen.getByLabelText("Name")).toHaveValue("half-typed");
      await user.click(again);
      const failedAgain = await screen.findByRole("button", { name: "Try again" });
      repair();
      await user.click(failedAgain);
      expect(await screen.findByRole("dialog")).toBeVisible();
      expect(screen.getByLabelText("Name")).toHaveValue("half-typed");
    },
  );

  it("closes with Escape and can be asked for again", async () => {
    const { user, repair } = openPage("unreachable", "floating");
    await user.click(screen.getByRole("button", { name: "Help" }));
    await waitFor(() => expect(screen.getByRole("button", { name: "Try again" })).toHaveFocus());
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    repair();
    await user.click(screen.getByRole("button", { name: "Help" }));
    expect(await screen.findByRole("alert")).toBeVisible();
  });

  it("says that a new version is installed, with Reload first", async () => {
    const { user } = openPage("missing", "floating");
    await user.click(screen.getByRole("button", { name: "Help" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("A new version of Renderdeck is installed");
    expect(screen.getAllByRole("button").map((button) => button.textContent)).toContain("Reload");
  });

  it("in the background shows nothing and loads when the browser is online again", async () => {
    const { user, repair } = openPage("unreachable", "background");
    await user.click(screen.getByRole("button", { name: "Help" }));
    repair();
    await waitFor(() => {
      window.dispatchEvent(new Event("online"));
      expect(screen.getByRole("dialog")).toBeVisible();
    });
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });
});
