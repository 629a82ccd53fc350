import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer, useRef } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment, Software } from "../../protocol/environments/environment";
import type { Failure } from "../../protocol/wire/failure";
import { useSaveEnvironment } from "../../queries/environments/environment-writes";
import { catalogueQuery, readEnvironments } from "../../queries/environments/environments";
import { failureOf, isNameTaken } from "../../queries/http/call-error";
import { useFailureMessages } from "../../ui/format/failure-messages";
import { toast } from "../../ui/toasts/toast";
import { draftReducer, initialDraft, isUnchanged, receive, viewOf } from "./environment-draft";
import { checkContent, checkName } from "./environment-rules";

type Options = {
  readonly kind: "add" | "update";
  /** The environment as the farm has it, or what a new one begins with. */
  readonly start: RenderEnvironment;
  readonly isGone: boolean;
  readonly all: readonly Software[];
  /** The names of all environments. */
  readonly taken: ReadonlySet<string>;
  readonly onSaved: (saved: RenderEnvironment) => void;
};

/** The form's state: draft, problems, and saving. The rules are in `draftReducer`. */
export function useEnvironmentDraft({ kind, start, isGone, all, taken, onSaved }: Options) {
  const client = useQueryClient();
  const save = useSaveEnvironment();
  const announceSaved = useSavedToast();
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
    dispatch({ type: "saved", environment });
    announceSaved(environment.name, notDefault);
    onSaved(environment);
  };

  const mayLeave = () => !view.isDirty || isAdded.current;
  return { state, view, dispatch, software, catalogue, versions, problems, isBusy, submit, mayLeave };
}

export type EnvironmentDraft = ReturnType<typeof useEnvironmentDraft>;

/** Announces a save; `notDefault`: it was saved, but could not be made the default. */
function useSavedToast() {
  const t = useTranslations("environments");
  const failureMessages = useFailureMessages();
  return (name: string, notDefault: Failure | null) =>
    void (notDefault
      ? toast({
          tone: "bad",
          title: t("savedNotDefault", { name }),
          message: failureMessages(notDefault, "write").title,
        })
      : toast({ tone: "good", title: t("saved", { name }) }));
}
