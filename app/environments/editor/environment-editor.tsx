/** The form of one environment: alerts about the farm's state, the fields, the unsaved changes, the buttons. */
import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment, Software } from "../../protocol/environments/environment";
import { failureOf } from "../../protocol/wire/call-error";
import { CallFailed } from "../../ui/dialog/call-failed";
import { contentDifferences } from "../compare/environment-diff";
import { ChangedElsewhere, Deleted } from "./changed-elsewhere";
import { EditorFooter } from "./editor-footer";
import type { DraftAction } from "./environment-draft";
import { EnvironmentForm } from "./environment-form";
import { LeaveGuard } from "./leave-guard";
import panelClasses from "./panel.module.css";
import { UnsavedChanges } from "./unsaved-changes";
import { useEnvironmentDraft } from "./use-environment-draft";

export function EnvironmentEditor({
  kind,
  start,
  source,
  isGone = false,
  all,
  taken,
  onSaved,
  onCancel,
  children,
}: {
  kind: "add" | "update";
  /** The environment as the farm has it, or what a new one begins with. */
  start: RenderEnvironment;
  /** What a new one is a copy of. */
  source?: RenderEnvironment;
  /** It was deleted at the farm. */
  isGone?: boolean;
  all: readonly Software[];
  taken: ReadonlySet<string>;
  /** `isSeen`: the farm shows it already. */
  onSaved: (saved: RenderEnvironment, isSeen: boolean) => void;
  onCancel?: () => void;
  /** Further commands, given whether there are unsaved changes, and what fills the form with other content. */
  children?: (isDirty: boolean, onFill: (content: RenderEnvironment) => void) => ReactNode;
}) {
  const t = useTranslations("environments");
  const { form, requestFocus, cancelFocus } = useObstacleFocus();
  const save = (saved: RenderEnvironment, isSeen: boolean) => {
    cancelFocus();
    onSaved(saved, isSeen);
  };
  const editor = useEnvironmentDraft({ kind, start, isGone, all, taken, onSaved: save });
  const { state, view, dispatch, software, catalogue, problems } = editor;
  const { base, draft, isDirty, theirs } = view;
  const edit = (action: DraftAction) => {
    cancelFocus();
    dispatch(action);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    requestFocus();
    void editor.submit();
  };

  return (
    <>
      <LeaveGuard mayLeave={editor.mayLeave} />
      {children?.(isDirty, (content) => edit({ type: "filled", content }))}
      {/* Submitting checks the fields itself, in both languages and with the focus on the first. */}
      <form ref={form} className={panelClasses["form"]} onSubmit={submit} noValidate>
        <div className={panelClasses["scroll"]}>
          {isGone && isDirty && <Deleted name={draft.name} />}
          {theirs.length > 0 && (
            <ChangedElsewhere
              changes={theirs}
              onKeepMine={() => dispatch({ type: "mineKept" })}
              onTakeTheirs={() => dispatch({ type: "theirsTaken" })}
            />
          )}
          {catalogue.error && !catalogue.data && (
            <CallFailed failure={failureOf(catalogue.error)} kind="read" asked={t("software")}>
              <Button variant="default" onClick={() => void catalogue.refetch()}>
                {t("tryAgain")}
              </Button>
            </CallFailed>
          )}
          {software && (
            <EnvironmentForm
              isNew={kind === "add"}
              draft={draft}
              software={software}
              all={all}
              versions={editor.versions}
              problems={state.isAttempted ? problems : problems.filter(({ code }) => code === "nameTaken")}
              dropped={view.dropped}
              refusal={editor.refusal}
              onChange={(next) => edit({ type: "edited", draft: next })}
              onSoftware={(chosen) => edit({ type: "softwareChosen", software: chosen })}
              onVersion={(version) => edit({ type: "versionChosen", version })}
            />
          )}
          {(source || (kind === "update" && isDirty && !view.isAccepted)) && (
            <UnsavedChanges changes={contentDifferences(source ?? base, draft)} source={source} />
          )}
        </div>
        <EditorFooter editor={editor} onCancel={onCancel} />
      </form>
    </>
  );
}

/**
 * After a submit the first obstacle takes the focus: an alert or an invalid field. It may come with the farm's answer, some
 * renders later, so the request lasts until there is one, or until the user edits again.
 */
function useObstacleFocus() {
  const form = useRef<HTMLFormElement>(null);
  const isRequested = useRef(false);
  useEffect(() => {
    if (!isRequested.current) return;
    const obstacle = form.current?.querySelector<HTMLElement>("[data-obstacle], [aria-invalid=true]");
    if (!obstacle) return;
    isRequested.current = false;
    obstacle.focus();
  });
  const requestFocus = () => {
    isRequested.current = true;
  };
  const cancelFocus = () => {
    isRequested.current = false;
  };
  return { form, requestFocus, cancelFocus };
}
