import { expect, it, vi } from "vitest";
import type { Role } from "../../protocol/endpoints";
import type { Person } from "../../protocol/person";
import type { RoleChange } from "../recorder/record-roles";
import type { PeopleStore } from "../store/people-store";
import { createRoleNotes } from "./note-roles";

const mei = (role: Role): Person => ({ id: "mei", name: "Mei", role, source: "header" });

/** Notes over a store that knows the last role; `restart` makes new ones over the same store. */
function open() {
  let last: Role | null = null;
  const noteSignIn = vi.fn<PeopleStore["noteSignIn"]>(async (person) => {
    const former = last;
    last = person.role;
    return former;
  });
  const onChange = vi.fn<(change: RoleChange) => void>();
  const report = vi.fn<(error: unknown) => void>();
  const restart = () => createRoleNotes({ store: { noteSignIn }, onChange, report, now: () => 0 });
  return { noteSignIn, onChange, report, restart };
}

it("uses the store for the first request and for a change, not for each request", async () => {
  const { noteSignIn, onChange, restart } = open();
  const notes = restart();
  for (const role of ["viewer", "viewer", "viewer", "manager", "manager"] as const) notes.requested(mei(role), "r");
  await vi.waitFor(() =>
    expect(onChange.mock.calls).toMatchObject([[{ former: "viewer", person: { role: "manager" } }]]),
  );
  expect(noteSignIn).toHaveBeenCalledTimes(2);
});

it("tells no change of the same role after a restart of the server", async () => {
  const { noteSignIn, onChange, restart } = open();
  restart().requested(mei("viewer"), "r");
  restart().requested(mei("viewer"), "r");
  await vi.waitFor(() => expect(noteSignIn.mock.settledResults).toHaveLength(2));
  expect(onChange).not.toHaveBeenCalled();
});

it("asks again with the next request when the database did not answer", async () => {
  const { noteSignIn, report, restart } = open();
  noteSignIn.mockRejectedValueOnce(new Error("away"));
  const notes = restart();
  notes.requested(mei("viewer"), "r");
  await vi.waitFor(() => expect(report).toHaveBeenCalledTimes(1));
  notes.requested(mei("viewer"), "r");
  await vi.waitFor(() => expect(noteSignIn).toHaveBeenCalledTimes(2));
});
