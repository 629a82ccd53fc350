/** The team's part of the panel over the real routes: what one person does, another one sees. */
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Person } from "../../protocol/person";
import { readHistory } from "../../queries/tasks/task-history-query";
import { refreshTeam } from "../../queries/team/post-team";
import { teamState } from "../../queries/team/team-state";
import { findRow, renderApp } from "../../test/render-app";
import { server } from "../../test/server";
import { openPerson, openTeamApp } from "../../test/team-app";
import { setPersonName } from "../../ui/storage/person-name";

const HOUR = 3_600_000;
const scene = "衣帽间.max";
const ada: Person = { id: "ada", name: "Ada", role: "operator", source: "session" };

/** Opens the panel of a task as this person. */
async function openPanel(person: Person = openPerson) {
  let nowMs = 0;
  const team = await openTeamApp({ now: () => nowMs });
  const app = await renderApp({
    url: "/tasks?q=18278",
    prepare: (_faults, farm) => {
      nowMs = farm.now();
      server.use(
        http.all("*/api/team/*", ({ request }) => team.fetch(request, person)),
        http.get("*/api/team", ({ request }) => team.fetch(request, person)),
        http.get("*/api/me", () => HttpResponse.json({ person, signIn: "none", insecure: false })),
      );
    },
  });
  onTestFinished(() => teamState.set(null));
  const row = await findRow(scene);
  await refreshTeam(app.client);
  await app.user.click(within(row).getByText(scene));
  const section = await screen.findByRole("region", { name: "Team" });
  await within(section).findByText(/Nobody is on it|is on it/);
  const taskId = [...readHistory(app.client).nodes.values()].find(({ task }) => task.sceneName === scene)?.task.id ?? 0;
  return { ...app, team, row, section: within(section), taskId, refresh: () => refreshTeam(app.client) };
}

describe("a claim", () => {
  it("asks once for a name where nobody signs in, shows in the row, and is taken back from the toast", async () => {
    const { user, section, row } = await openPanel();
    await user.click(await section.findByRole("button", { name: "I’m on it" }));
    const dialog = await screen.findByRole("dialog", { name: "Your name" });
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(within(dialog).getByText("Enter your name")).toBeVisible();
    await user.type(within(dialog).getByRole("textbox"), "Lin Wei{Enter}");
    expect(await section.findByText(/^You are on it/)).toBeVisible();
    expect(await within(row).findByText("LW")).toBeInTheDocument();
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await section.findByText("Nobody is on it.")).toBeVisible();
    await waitFor(() => expect(within(row).queryByText("LW")).toBeNull());
    await user.click(section.getByRole("button", { name: "I’m on it" }));
    expect(await section.findByText(/^You are on it/)).toBeVisible();
  });

  it("of somebody else is taken over after a confirmation that names the holder", async () => {
    setPersonName("Lin");
    const { user, section, team, taskId, refresh } = await openPanel();
    await team.post(`/api/team/tasks/${taskId}/claim`, { forMs: HOUR }, ada);
    await refresh();
    expect(await section.findByText(/^Ada is on it/)).toBeVisible();
    await user.click(section.getByRole("button", { name: "Take over…" }));
    const dialog = await screen.findByRole("dialog", { name: "Take over from Ada?" });
    await user.click(within(dialog).getByRole("button", { name: "Take over from Ada" }));
    expect(await section.findByText(/^You are on it/)).toBeVisible();
  });

  it("is not promised when somebody else was faster, and the page shows who", async () => {
    setPersonName("Lin");
    const { user, section, team, taskId } = await openPanel();
    await team.post(`/api/team/tasks/${taskId}/claim`, { forMs: HOUR }, ada);
    await user.click(await section.findByRole("button", { name: "I’m on it" }));
    expect(await screen.findByText("Somebody else is on it meanwhile. Nothing was changed.")).toBeVisible();
    expect(await section.findByText(/^Ada is on it/)).toBeVisible();
  });

  it("has no buttons for a viewer", async () => {
    const { section } = await openPanel({ ...openPerson, role: "viewer" });
    expect(section.queryAllByRole("button")).toEqual([]);
    expect(section.queryByRole("textbox")).toBeNull();
  });
});

/** Says that another page of this person shows a task. */
const show = (team: Awaited<ReturnType<typeof openTeamApp>>, task: number | null, person: Person) =>
  team.post("/api/team/here", { page: person.id.padEnd(16, "0").replaceAll(/[^a-f]/g, "0"), task }, person);

describe("who else has the task open", () => {
  it("is named, and gone with the next answer after the page has left", async () => {
    const { client, section, team, taskId } = await openPanel({ ...ada, id: "lin", name: "Lin" });
    const again = () => client.refetchQueries({ queryKey: ["presence"] });
    expect(section.queryByText(/^Also here/)).toBeNull();
    await show(team, taskId, ada);
    await again();
    expect(await section.findByText("Also here: Ada")).toBeVisible();
    await show(team, taskId, { ...ada, id: "b", name: "Bo Li" });
    await again();
    expect(await section.findByText("Also here: Ada, Bo Li")).toBeVisible();
    for (const id of ["c", "d", "e"]) await show(team, taskId, { ...ada, id, name: id.toUpperCase() });
    await again();
    expect(await section.findByText("Also here: Ada, Bo Li, C and 2 more")).toBeVisible();
    for (const id of ["ada", "b", "c", "d", "e"]) await show(team, null, { ...ada, id });
    await again();
    await waitFor(() => expect(section.queryByText(/^Also here/)).toBeNull());
  });

  it("is not named when the server does not answer any more", async () => {
    const { client, section, team, taskId } = await openPanel({ ...ada, id: "lin", name: "Lin" });
    await show(team, taskId, ada);
    await client.refetchQueries({ queryKey: ["presence"] });
    expect(await section.findByText("Also here: Ada")).toBeVisible();
    server.use(http.post("*/api/team/here", () => HttpResponse.error()));
    await client.refetchQueries({ queryKey: ["presence"] });
    await waitFor(() => expect(section.queryByText(/^Also here/)).toBeNull());
  });

  it("hears of this page, and that it was left, on Frames as in the panel", async () => {
    const lin = { ...ada, id: "lin", name: "Lin" };
    const { user, team, taskId } = await openPanel(lin);
    const others = async () => (await show(team, taskId, ada)).json();
    await waitFor(async () => expect(await others()).toEqual({ here: [{ id: "lin", name: "Lin" }] }));
    await user.click(screen.getByRole("link", { name: "Frames" }));
    expect(await screen.findByText("Also here: Ada")).toBeVisible();
    expect(await others()).toEqual({ here: [{ id: "lin", name: "Lin" }] });
    await user.click(within(screen.getByRole("main")).getByRole("link", { name: "Tasks" }));
    const panel = await screen.findByRole("complementary", { name: "Task details" });
    await user.click(within(panel).getByRole("button", { name: /^Close/ }));
    await waitFor(async () => expect(await others()).toEqual({ here: [] }));
  });
});

describe("notes", () => {
  it("are plain text with their history, and leave a mark when they are deleted", async () => {
    setPersonName("Lin");
    const { user, section, row } = await openPanel();
    await user.type(await section.findByRole("textbox", { name: "New note" }), "<img src=x> first");
    await user.click(section.getByRole("button", { name: "Add note" }));
    expect(await section.findByText("<img src=x> first")).toBeVisible();
    expect(await within(row).findByText("✎1")).toBeInTheDocument();
    await user.click(section.getByRole("button", { name: "Edit the note of Lin" }));
    const field = section.getByRole("textbox", { name: "Edit the note of Lin" });
    await user.clear(field);
    await user.type(field, "second");
    await user.click(section.getByRole("button", { name: "Save" }));
    expect(await section.findByText("second")).toBeVisible();
    expect(section.getByText("1 former text")).toBeVisible();
    await user.click(section.getByRole("button", { name: "Delete the note of Lin" }));
    expect(await section.findByText(/^Lin deleted a note/)).toBeVisible();
    await waitFor(() => expect(within(row).queryByText("✎1")).toBeNull());
  });
});

it("shows nothing of the team without a server that keeps it", async () => {
  const { user } = await renderApp({ url: "/tasks?q=18278" });
  const row = await findRow(scene);
  await user.click(within(row).getByText(scene));
  await screen.findByRole("complementary", { name: "Task details" });
  expect(screen.queryByRole("region", { name: "Team" })).toBeNull();
});
