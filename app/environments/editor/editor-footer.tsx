import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useRoleRefusal } from "../../queries/http/capabilities";
import { useRefusal } from "../../ui/controls/refusal";
import { CallFailed } from "../../ui/dialog/call-failed";
import panelClasses from "./panel.module.css";
import type { EnvironmentDraft } from "./use-environment-draft";

/** How the last save ended, and the buttons: save, discard, cancel. */
export function EditorFooter({
  editor: { state, view, dispatch, isBusy },
  onCancel,
}: {
  editor: EnvironmentDraft;
  onCancel: (() => void) | undefined;
}) {
  const t = useTranslations("environments");
  const refused = useRefusal()(useRoleRefusal("roleManager"));
  const { kind, save } = state;
  const { isDirty, isAccepted, isSavedAfterAll } = view;
  const asked = `${kind === "add" ? t("create") : t("save")} – ${view.draft.name}`;
  return (
    <footer className={panelClasses["footer"]}>
      {save?.phase === "checkFailed" && <CallFailed failure={save.failure} kind="read" asked={asked} />}
      {isSavedAfterAll && (
        <p className="tone" data-tone="good" role="status" tabIndex={-1} data-obstacle>
          <span aria-hidden="true">✓</span> {t("savedAfterAll", { name: state.current.name })}
        </p>
      )}
      {save?.phase === "failed" && !isSavedAfterAll && !save.isNameTaken && (
        <CallFailed failure={save.failure} kind="write" asked={asked} unknown={t("outcomeUnknown")} />
      )}
      <div>
        <Button type="submit" loading={isBusy} disabled={kind === "update" && !isDirty} {...refused}>
          {kind === "add" ? t("create") : t("save")}
        </Button>
        {kind === "update" && isDirty && (
          <Button variant="default" disabled={isBusy} onClick={() => dispatch({ type: "discarded" })}>
            {t("discard")}
          </Button>
        )}
        {onCancel && (
          <Button variant="default" onClick={onCancel} disabled={isBusy}>
            {t("cancel")}
          </Button>
        )}
        {isDirty && !isAccepted && <span className="faint">{t("unsaved")}</span>}
      </div>
    </footer>
  );
}
