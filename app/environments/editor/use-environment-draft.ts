import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer, useRef } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment, Software } from "../../protocol/environments/environment";
import { failureOf, isNameTaken } from "../../protocol/wire/call-error";
import type { Failure } from "../../protocol/wire/failure";
import { type SaveRequest, useSaveEnvironment } from "../../queries/environments/environment-writes";
import { catalogueQuery, findEnvironment, readEnvironments } from "../../queries/environments/environments";
import { useFailureLine } from "../../ui/format/failure-messages";
import { toast } from "../../ui/toasts/toast";
import { toastEffect } from "../../ui/toasts/toast-effect";
import { draftReducer, initialDraft, isSame, isUnchanged, receive, viewOf } from "./environment-draft";
import { checkContent, checkName } from "./environment-rules";

type Options = {
  readonly kind: "add" | "update";
  /** The environment as the farm has it, or what a new one begins with. */
  readonly start: RenderEnvironment;
  readonly isGone: boolean;
  readonly all: readonly Software[];
  /** The names of all environments. */
  readonly taken: ReadonlySet<string>;
  /** Called when the farm accepted it. `isSeen`: the list of environments shows it already. */
  readonly onSaved: (saved: RenderEnvironment, isSeen: boolean) => void;
};

/** The form's state: draft, problems, and saving. The rules are in `draftReducer`. */
export function useEnvironmentDraft({ kind, start, isGone, all, taken, onSaved }: Options) {
  const client = useQueryClient();
  const save = useSaveEnvironment();
  const announceSaved = useSavedToast();
  const t = useTranslations("environments");
  const [stored, dispatch] = useReducer(draftReducer, start, (current) => initialDraft(kind, current));
  // The rendered state has the newest data at once: otherwise our own save would flash up as a change made elsewhere.
  const state = receive(stored, start, isGone);
  useEffect(() => dispatch({ type: "received", current: start, isGone }), [start, isGone]);
  const view = viewOf(state);
  const { draft, refusedName } = view;
  /** A new environment was added: leaving the form loses nothing. Set before the page navigates, so no state. */
  const isAdded = useRef(false);

  const software = all.find(({ cgId }) => cgId === draft.cgId);
  const catalogue = useQuery(catalogueQuery(draft.cgId));
  const versions = catalogue.data ?? [];
  const names = refusedName === undefined ? taken : new Set([...taken, refusedName]);
  const nameProblem = kind === "add" ? checkName(draft.name, names) : null;
  const problems = [
    ...(nameProblem ? [nameProblem] : []),
    ...(software && catalogue.data ? checkContent(draft, versions, software) : []),
  ];
  const lineOf = useFailureLine();
  const refusal =
    state.save?.phase === "failed" && draft.name.trim() === refusedName
      ? lineOf(state.save.failure, "write", `${t(kind === "add" ? "create" : "save")} – ${refusedName}`)
      : null;
  const isBusy = state.save?.phase === "checking" || state.save?.phase === "sending";

  /** Checks the form, reads the farm again, and saves unless somebody changed the environment meanwhile. */
  const submit = async (): Promise<void> => {
    if (isBusy) return;
    const canSave = problems.length === 0 && view.theirs.length === 0 && !isGone && catalogue.data !== undefined;
    dispatch({ type: "submitted", canSave });
    if (!canSave) return;
    const environment = kind === "add" ? { ...draft, name: draft.name.trim() } : draft;
    try {
      const present = await readEnvironments(client, environment.cgId);
      if (!isUnchanged(state, environment.name, present)) return dispatch({ type: "changeFound" });
    } catch (error) {
      return dispatch({ type: "checkFailed", failure: failureOf(error) });
    }
    dispatch({ type: "sent", environment });
    let notDefault: Failure | null;
    try {
      notDefault = await save.mutateAsync({ kind, environment });
    } catch (error) {
      const failure = failureOf(error);
      return dispatch({ type: "saveFailed", environment, failure, isNameTaken: isNameTaken(error) });
    }
    isAdded.current = kind === "add";
    const hasEffect = () => showsSave(client, { kind, environment }, view.base, notDefault === null);
    const isSeen = hasEffect();
    dispatch({ type: isSeen ? "saved" : "accepted", environment });
    announceSaved({ kind, environment }, notDefault, hasEffect);
    onSaved(environment, isSeen);
  };

  const mayLeave = () => !view.isDirty || view.isAccepted || isAdded.current;
  return { state, view, dispatch, software, catalogue, versions, problems, refusal, isBusy, submit, mayLeave };
}

export type EnvironmentDraft = ReturnType<typeof useEnvironmentDraft>;

/** Whether the list of environments, as it was read last, shows a save. */
function showsSave(
  client: QueryClient,
  { kind, environment }: SaveRequest,
  before: RenderEnvironment,
  canBeDefault: boolean,
): boolean {
  const found = findEnvironment(client, environment.cgId, environment.name);
  if (found === undefined) return false;
  if (kind === "add") return found.isDefault || !(environment.isDefault && canBeDefault);
  // The farm may write a value in its own way, so any change of what was there before is the effect.
  return isSame(found, environment) || !isSame(found, before);
}

/** Announces a save; `notDefault`: it was saved, but could not be made the default. */
function useSavedToast() {
  const t = useTranslations("environments");
  const lineOf = useFailureLine();
  const client = useQueryClient();
  return ({ kind, environment: { name, cgId } }: SaveRequest, notDefault: Failure | null, hasEffect: () => boolean) =>
    void (notDefault
      ? toast({
          tone: "bad",
          title: t("savedNotDefault", { name }),
          message: lineOf(notDefault, "write", `${t("makeDefault")} – ${name}`),
          failure: notDefault,
        })
      : toastEffect({
          asked: `${t(kind === "add" ? "create" : "save")} – ${name}`,
          done: t("saved", { name }),
          hasEffect,
          look: () => readEnvironments(client, cgId),
        }));
}
