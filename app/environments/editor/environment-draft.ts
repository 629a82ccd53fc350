/**
 * The rules of editing one environment, as a reducer: what is unsaved, what somebody else changed meanwhile, and what a save
 * leaves behind. The draft is stored beside the state it was begun from (`base`), so data that arrives later never
 * overwrites it: changes made elsewhere are the differences between `base` and the current state.
 */
import type { RenderEnvironment, Software, SoftwareVersion } from "../../protocol/environments/environment";
import type { Failure } from "../../protocol/wire/failure";
import { contentDifferences, type Difference, differences, pluginText } from "../compare/environment-diff";
import { withVersion } from "./environment-rules";

type Save =
  /** The farm is read once more before anything is sent. */
  | { readonly phase: "checking" }
  | { readonly phase: "checkFailed"; readonly failure: Failure }
  | { readonly phase: "sending"; readonly sent: RenderEnvironment }
  /** The farm accepted it and does not show it yet. */
  | { readonly phase: "accepted"; readonly sent: RenderEnvironment }
  | {
      readonly phase: "failed";
      readonly sent: RenderEnvironment;
      readonly failure: Failure;
      /** Another client took the name after the names were read: only the farm knows. */
      readonly isNameTaken: boolean;
    };

export type DraftState = {
  readonly kind: "add" | "update";
  /** The environment as the farm has it; for a new one, what the form began with. */
  readonly current: RenderEnvironment;
  /** It was deleted at the farm. */
  readonly isGone: boolean;
  /** Unsaved changes and the state they were begun from; null: none. */
  readonly edit: {
    readonly base: RenderEnvironment;
    readonly draft: RenderEnvironment;
    /** Plug-ins that the last change of software or version left behind. */
    readonly dropped: readonly string[];
  } | null;
  /** The save under way, or how the last one failed. */
  readonly save: Save | null;
  /** Saving was tried, so problems are shown. */
  readonly isAttempted: boolean;
};

export type DraftAction =
  | { readonly type: "received"; readonly current: RenderEnvironment; readonly isGone: boolean }
  | { readonly type: "edited"; readonly draft: RenderEnvironment }
  /** The content of another environment or version; name and default stay. */
  | { readonly type: "filled"; readonly content: RenderEnvironment }
  | { readonly type: "softwareChosen"; readonly software: Pick<Software, "cgId" | "cgName"> }
  | { readonly type: "versionChosen"; readonly version: SoftwareVersion }
  | { readonly type: "mineKept" | "theirsTaken" | "discarded" }
  | { readonly type: "submitted"; readonly canSave: boolean }
  | { readonly type: "checkFailed"; readonly failure: Failure }
  /** Between opening and saving, somebody else changed it. */
  | { readonly type: "changeFound" }
  | { readonly type: "sent"; readonly environment: RenderEnvironment }
  | { readonly type: "saved" | "accepted"; readonly environment: RenderEnvironment }
  | {
      readonly type: "saveFailed";
      readonly environment: RenderEnvironment;
      readonly failure: Failure;
      readonly isNameTaken: boolean;
    };

export const initialDraft = (kind: "add" | "update", current: RenderEnvironment): DraftState => ({
  kind,
  current,
  isGone: false,
  edit: null,
  save: null,
  isAttempted: false,
});

export function draftReducer(state: DraftState, action: DraftAction): DraftState {
  const { draft } = editOf(state);
  switch (action.type) {
    case "received":
      return receive(state, action.current, action.isGone);
    case "edited":
      return edited(state, action.draft, []);
    case "filled":
      return edited(state, { ...action.content, name: draft.name, isDefault: draft.isDefault }, []);
    case "softwareChosen": {
      const { cgId, cgName } = action.software;
      return edited(state, { ...draft, cgId, cgName, cgVersion: "", plugins: [] }, draft.plugins.map(pluginText));
    }
    case "versionChosen": {
      const next = withVersion(draft, action.version);
      return edited(state, next.draft, next.dropped.map(pluginText));
    }
    case "mineKept":
      return { ...state, edit: { base: state.current, draft, dropped: [] } };
    case "theirsTaken":
      return { ...state, edit: null };
    case "discarded":
      return { ...state, edit: null, save: null, isAttempted: false };
    case "submitted":
      return { ...state, save: action.canSave ? { phase: "checking" } : null, isAttempted: true };
    case "checkFailed":
      return { ...state, save: { phase: "checkFailed", failure: action.failure } };
    case "changeFound":
      return { ...state, save: null };
    case "sent":
      return { ...state, save: { phase: "sending", sent: action.environment } };
    case "saved":
      if (state.kind === "add") return { ...state, save: null };
      return { ...rebased(state, action.environment), save: null, isAttempted: false };
    case "accepted":
      return settled({ ...state, save: { phase: "accepted", sent: action.environment }, isAttempted: false });
    case "saveFailed": {
      const { environment: sent, failure, isNameTaken } = action;
      return settled({ ...state, save: { phase: "failed", sent, failure, isNameTaken } });
    }
  }
}

/** What the form shows of a state. */
export type DraftView = {
  readonly base: RenderEnvironment;
  readonly draft: RenderEnvironment;
  readonly dropped: readonly string[];
  readonly isDirty: boolean;
  /** Changes made elsewhere since the form was begun. */
  readonly theirs: readonly Difference[];
  /** What the draft has is accepted by the farm, which does not show it yet. */
  readonly isAccepted: boolean;
  /** A save without an answer was done: the farm has what was sent. */
  readonly isSavedAfterAll: boolean;
  /** A name that the farm refused as taken. */
  readonly refusedName: string | undefined;
};

export function viewOf(state: DraftState): DraftView {
  const { kind, current, isGone, save } = state;
  const { base, draft, dropped } = editOf(state);
  const isDirty =
    kind === "add" ? draft.name !== base.name || differences(base, draft).length > 0 : !isSame(base, draft);
  const isOwnSave = save?.phase === "sending" && isSame(current, save.sent);
  return {
    base,
    draft,
    dropped,
    isDirty,
    theirs: isDirty && !isGone && !isOwnSave ? contentDifferences(base, current) : [],
    isAccepted: save?.phase === "accepted" && isSame(draft, save.sent),
    isSavedAfterAll: isSavedAfterAll(state),
    refusedName: save?.phase === "failed" && save.isNameTaken ? save.sent.name : undefined,
  };
}

/** Whether the farm, read again just before a save, has the same state as when the form was begun. */
export function isUnchanged(state: DraftState, name: string, present: readonly RenderEnvironment[]): boolean {
  const found = present.find((environment) => environment.name === name);
  if (state.kind === "add") return found === undefined;
  return found !== undefined && isSame(editOf(state).base, found);
}

/** The state with the newest data of the farm; the same object when nothing is new. A new environment has none. */
export function receive(state: DraftState, current: RenderEnvironment, isGone: boolean): DraftState {
  if (state.kind === "add" || (state.current === current && state.isGone === isGone)) return state;
  return settled({ ...state, current, isGone });
}

const editOf = ({ edit, current }: DraftState) => edit ?? { base: current, draft: current, dropped: [] };

/** Whether saving one over the other would change nothing. */
export const isSame = (one: RenderEnvironment, other: RenderEnvironment) => contentDifferences(one, other).length === 0;

/** An unanswered save may have been done. What the farm has now is then our own change, not another user's. */
function isSavedAfterAll({ kind, current, save }: DraftState): boolean {
  return (
    kind === "update" && save?.phase === "failed" && save.failure.certainty === "unknown" && isSame(current, save.sent)
  );
}

function edited(state: DraftState, draft: RenderEnvironment, dropped: readonly string[]): DraftState {
  const save = isSavedAfterAll(state) ? null : state.save;
  return { ...state, save, edit: { base: editOf(state).base, draft, dropped } };
}

/** Continues from what the farm has; what was changed after it was sent stays unsaved. */
function rebased(state: DraftState, base: RenderEnvironment): DraftState {
  return { ...state, edit: state.edit && !isSame(base, state.edit.draft) ? { ...state.edit, base } : null };
}

/** Rebases once the farm has what was drafted here: by our own save, or because somebody made the same change. */
function settled(state: DraftState): DraftState {
  const { kind, current, edit, save } = state;
  if (kind === "add" || edit === null || save?.phase === "sending" || isSame(edit.base, current)) return state;
  if (save?.phase === "accepted" && isSame(current, save.sent)) return { ...rebased(state, current), save: null };
  return isSame(current, edit.draft) || isSavedAfterAll(state) ? rebased(state, current) : state;
}
