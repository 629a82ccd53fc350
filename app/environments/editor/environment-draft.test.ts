import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAYA, type RenderEnvironment } from "../../protocol/environments/environment";
import type { Failure } from "../../protocol/wire/failure";
import {
  type DraftAction,
  type DraftState,
  draftReducer,
  initialDraft,
  isUnchanged,
  viewOf,
} from "./environment-draft";

const plugin = (pluginId: number, pluginName: string) => ({ pluginId, pluginName, pluginVersion: `${pluginName} 1.0` });
const [mtoa, yeti, vray] = [plugin(1, "mtoa"), plugin(2, "yeti"), plugin(3, "vray")];
const studio: RenderEnvironment = {
  name: "studio",
  cgId: MAYA,
  cgName: "Maya",
  cgVersion: "2020",
  system: "linux",
  layerType: 0,
  isDefault: false,
  plugins: [mtoa, yeti],
};
const withPlugins = (...plugins: readonly (typeof mtoa)[]): RenderEnvironment => ({ ...studio, plugins });

const received = (current: RenderEnvironment, isGone = false): DraftAction => ({ type: "received", current, isGone });
const edited = (draft: RenderEnvironment): DraftAction => ({ type: "edited", draft });
const sent = (environment: RenderEnvironment): DraftAction => ({ type: "sent", environment });
const saved = (environment: RenderEnvironment): DraftAction => ({ type: "saved", environment });
const accepted = (environment: RenderEnvironment): DraftAction => ({ type: "accepted", environment });
const saveFailed = (
  environment: RenderEnvironment,
  certainty: Failure["certainty"],
  isNameTaken = false,
): DraftAction => ({ type: "saveFailed", environment, failure: { kind: "network", certainty }, isNameTaken });

const reduceAll = (actions: readonly DraftAction[], start: DraftState = initialDraft("update", studio)) =>
  actions.reduce(draftReducer, start);
const viewAfter = (...actions: readonly DraftAction[]) => viewOf(reduceAll(actions));

describe("unsaved changes", () => {
  it("exist as soon as the draft differs, and not for a draft that is equal again", () => {
    expect(viewAfter().isDirty).toBe(false);
    expect(viewAfter(edited(withPlugins(mtoa))).isDirty).toBe(true);
    expect(viewAfter(edited(withPlugins(mtoa)), edited(withPlugins(yeti, mtoa))).isDirty).toBe(false);
  });

  it("are the content of an older version after it was filled in, without its name and default", () => {
    const old = { ...withPlugins(vray), cgVersion: "2018", name: "other", isDefault: true };
    const view = viewAfter({ type: "filled", content: old });
    expect(view.draft).toEqual({ ...withPlugins(vray), cgVersion: "2018" });
    expect(view.isDirty).toBe(true);
    expect(viewAfter({ type: "filled", content: old }, received(withPlugins(mtoa))).theirs).toHaveLength(1);
  });

  it("include the name and the default of a new environment", () => {
    const start = initialDraft("add", studio);
    expect(viewOf(reduceAll([edited({ ...studio, name: "other" })], start)).isDirty).toBe(true);
    expect(viewOf(reduceAll([edited({ ...studio, isDefault: true })], start)).isDirty).toBe(true);
    expect(viewAfter(edited({ ...studio, isDefault: true })).isDirty).toBe(false);
  });

  it("are discarded together with problems and a failed save", () => {
    const draft = withPlugins(mtoa);
    const state = reduceAll([
      edited(draft),
      { type: "submitted", canSave: true },
      sent(draft),
      saveFailed(draft, "not-sent"),
      { type: "discarded" },
    ]);
    expect(state).toEqual(initialDraft("update", studio));
  });
});

describe("a change of software or version", () => {
  it("drops version and plug-ins with the software", () => {
    const view = viewAfter({ type: "softwareChosen", software: { cgId: 2001, cgName: "3ds Max" } });
    expect(view.draft).toEqual({ ...studio, cgId: 2001, cgName: "3ds Max", cgVersion: "", plugins: [] });
    expect(view.dropped).toEqual(["mtoa 1.0", "yeti 1.0"]);
  });

  it("keeps the plug-ins that the new version offers too, under its ids", () => {
    const yetiIn2022 = { ...yeti, pluginId: 12 };
    const version = { version: "2022", cgName: "Maya", plugins: [{ name: "yeti", versions: [yetiIn2022] }] };
    const view = viewAfter({ type: "versionChosen", version });
    expect(view.draft).toEqual({ ...studio, cgVersion: "2022", plugins: [yetiIn2022] });
    expect(view.dropped).toEqual(["mtoa 1.0"]);
  });

  it("no longer lists dropped plug-ins after the next edit", () => {
    const choice = { type: "softwareChosen", software: { cgId: 2001, cgName: "3ds Max" } } as const;
    expect(viewAfter(choice, edited(withPlugins(mtoa))).dropped).toEqual([]);
  });
});

describe("a change made elsewhere", () => {
  it("replaces the form's content while nothing is edited", () => {
    const view = viewAfter(received(withPlugins(vray)));
    expect(view).toMatchObject({ draft: withPlugins(vray), isDirty: false, theirs: [] });
  });

  it("is listed beside the draft while something is edited", () => {
    const view = viewAfter(edited(withPlugins(mtoa)), received(withPlugins(mtoa, yeti, vray)));
    expect(view.draft).toEqual(withPlugins(mtoa));
    expect(view.theirs).toEqual([{ kind: "plugin", name: "vray", before: "", after: "1.0" }]);
  });

  it("is no conflict when it equals the draft", () => {
    const view = viewAfter(edited(withPlugins(mtoa)), received(withPlugins(mtoa)));
    expect(view).toMatchObject({ isDirty: false, theirs: [] });
  });

  it("is overwritten by the draft after the user keeps theirs, and replaces it after the user takes the other", () => {
    const conflict = [edited(withPlugins(mtoa)), received(withPlugins(vray))];
    expect(viewAfter(...conflict, { type: "mineKept" })).toMatchObject({
      base: withPlugins(vray),
      draft: withPlugins(mtoa),
      isDirty: true,
      theirs: [],
    });
    expect(viewAfter(...conflict, { type: "theirsTaken" })).toMatchObject({
      draft: withPlugins(vray),
      isDirty: false,
    });
  });

  it("is not listed for a deleted environment, whose draft remains", () => {
    const view = viewAfter(edited(withPlugins(mtoa)), received(withPlugins(vray), true));
    expect(view).toMatchObject({ draft: withPlugins(mtoa), isDirty: true, theirs: [] });
  });

  it("stops a save: the farm, read again, must have what the form was begun from", () => {
    const state = reduceAll([edited(withPlugins(mtoa))]);
    expect(isUnchanged(state, "studio", [studio])).toBe(true);
    expect(isUnchanged(state, "studio", [withPlugins(vray)])).toBe(false);
    expect(isUnchanged(state, "studio", [])).toBe(false);
    expect(isUnchanged(initialDraft("add", studio), "studio", [studio])).toBe(false);
    expect(isUnchanged(initialDraft("add", studio), "studio", [])).toBe(true);
  });
});

describe("a save", () => {
  const draft = withPlugins(mtoa);

  it("leaves nothing unsaved when nothing was edited meanwhile", () => {
    expect(reduceAll([edited(draft), sent(draft), saved(draft), received(draft)])).toEqual(
      initialDraft("update", draft),
    );
  });

  it("leaves unsaved what was edited while it was under way", () => {
    const view = viewAfter(edited(draft), sent(draft), edited(withPlugins()), received(draft), saved(draft));
    expect(view).toMatchObject({ base: draft, draft: withPlugins(), isDirty: true, theirs: [] });
  });

  it("is not a change made elsewhere when the farm shows it before it is answered", () => {
    expect(viewAfter(edited(draft), sent(draft), received(draft)).theirs).toEqual([]);
  });

  it("is recognised as done when it failed without an answer and the farm has what was sent", () => {
    const unanswered = [edited(draft), sent(draft), saveFailed(draft, "unknown")];
    expect(viewAfter(...unanswered)).toMatchObject({ isDirty: true, isSavedAfterAll: false });
    expect(viewAfter(...unanswered, received(draft))).toMatchObject({ isDirty: false, isSavedAfterAll: true });
    expect(viewAfter(...unanswered, received(draft), edited(withPlugins())).isSavedAfterAll).toBe(false);
  });

  it("is not recognised as done when it was refused", () => {
    const view = viewAfter(edited(draft), sent(draft), saveFailed(draft, "not-sent"), received(draft));
    expect(view.isSavedAfterAll).toBe(false);
  });

  it("leaves unsaved what was edited meanwhile when it is recognised as done later", () => {
    const view = viewAfter(
      edited(draft),
      sent(draft),
      edited(withPlugins()),
      saveFailed(draft, "unknown"),
      received(draft),
    );
    expect(view).toMatchObject({ base: draft, draft: withPlugins(), isDirty: true, theirs: [], isSavedAfterAll: true });
  });

  it("that is accepted without an effect yet keeps the draft until the farm has it", () => {
    const waiting = [edited(draft), sent(draft), received({ ...studio }), accepted(draft)];
    expect(viewAfter(...waiting)).toMatchObject({ draft, isAccepted: true, theirs: [] });
    expect(viewAfter(...waiting, received({ ...draft }))).toMatchObject({ draft, isAccepted: false, isDirty: false });
    const later = withPlugins(yeti);
    expect(viewAfter(...waiting, edited(later))).toMatchObject({ isAccepted: false, isDirty: true });
    expect(viewAfter(...waiting, edited(later), received({ ...draft }))).toMatchObject({
      base: draft,
      draft: later,
      isDirty: true,
      theirs: [],
    });
  });

  it("names a name that the farm refused as taken", () => {
    const start = initialDraft("add", studio);
    expect(viewOf(reduceAll([sent(studio), saveFailed(studio, "not-sent", true)], start)).refusedName).toBe("studio");
    expect(viewOf(reduceAll([sent(studio), saveFailed(studio, "not-sent")], start)).refusedName).toBeUndefined();
  });
});

const anyPlugins = fc.subarray([mtoa, yeti, vray]).map((plugins) => withPlugins(...plugins));
const anyAction: fc.Arbitrary<DraftAction> = fc.oneof(
  anyPlugins.map((current) => received(current)),
  anyPlugins.map(edited),
  anyPlugins.map(sent),
  anyPlugins.map(saved),
  fc
    .tuple(anyPlugins, fc.constantFrom<Failure["certainty"]>("not-sent", "unknown"))
    .map(([environment, certainty]) => saveFailed(environment, certainty)),
  fc.constantFrom<DraftAction>(
    { type: "mineKept" },
    { type: "theirsTaken" },
    { type: "discarded" },
    { type: "submitted", canSave: true },
    { type: "changeFound" },
  ),
);

describe("any order of actions", () => {
  it("never lets received data overwrite an unsaved draft", () => {
    fc.assert(
      fc.property(fc.array(anyAction), anyPlugins, (actions, current) => {
        const before = viewOf(reduceAll(actions));
        fc.pre(before.isDirty);
        expect(viewOf(reduceAll([...actions, received(current)])).draft).toEqual(before.draft);
      }),
    );
  });

  it("receives the same data twice as once", () => {
    fc.assert(
      fc.property(fc.array(anyAction), anyPlugins, (actions, current) => {
        const once = reduceAll([...actions, received(current)]);
        expect(draftReducer(once, received(current))).toBe(once);
        expect(reduceAll([received({ ...current })], once)).toEqual(once);
      }),
    );
  });
});
