import { expect, it } from "vitest";
import type { Role } from "../../protocol/endpoints";
import { describeOnEngines } from "./testing/test-stores";

describeOnEngines("people in the store", (engine) => {
  it("keep which sessions they ended, one by one and all until a moment", async () => {
    const people = (await engine.newStore()).people();
    await people.noteSignIn({ id: "mei", name: "Mei", role: "viewer" }, 100);
    await people.endSession("s1", 200);
    await people.endSession("s1", 201);
    await people.endSessionsOf("mei", 300);
    await people.endSessionsOf("li", 310);
    await people.noteSignIn({ id: "mei", name: "Mei Lin", role: "viewer" }, 400);
    expect(await people.endedSessions(0)).toEqual({
      sessions: new Set(["s1"]),
      people: new Map([
        ["mei", 300],
        ["li", 310],
      ]),
    });
    expect(await people.endedSessions(305)).toEqual({ sessions: new Set(), people: new Map([["li", 310]]) });
  });

  it("tell the role of the sign-in before", async () => {
    const people = (await engine.newStore()).people();
    await people.endSessionsOf("mei", 50);
    const signIn = (role: Role) => people.noteSignIn({ id: "mei", name: "Mei", role }, 100);
    expect([await signIn("viewer"), await signIn("manager"), await signIn("manager"), await signIn("viewer")]).toEqual([
      null,
      "viewer",
      "manager",
      "manager",
    ]);
  });

  it("forget ends of sessions that have expired by then", async () => {
    const people = (await engine.newStore()).people();
    await people.endSession("old", 1);
    await people.endSession("new", 40 * 86_400_000);
    expect((await people.endedSessions(0)).sessions).toEqual(new Set(["new"]));
  });
});
