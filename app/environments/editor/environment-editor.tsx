/**
 * The form of one environment with its unsaved changes. What is typed is kept as a draft beside the state it was begun
 * from: fresh data never overwrites it, and what another changed since is the difference between that state and now.
 */
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment, Software } from "../../protocol/environments/environment";
import type { Failure } from "../../protocol/wire/failure";
import { catalogueQuery, readEnvironments, useSaveEnvironment } from "../../queries/environments/environments";
import { failureOf, isNameTaken } from "../../queries/http/call-error";
import { CallFailed } from "../../ui/dialog/call-failed";
import { useFailureMessages } from "../../ui/format/failure-messages";
import { toast } from "../../ui/toasts/toast";
import { DifferenceList } from "../compare/difference-list";
import { contentDifferences, differences, pluginText } from "../compare/environment-diff";
import { ChangedElsewhere, Deleted } from "./changed-elsewhere";
import { EnvironmentForm } from "./environment-form";
import { checkContent, checkName, withVersion } from "./environment-rules";
import { LeaveGuard } from "./leave-guard";
import panelClasses from "./panel.module.css";

type Edit = {
  readonly base: RenderEnvironment;
  readonly draft: RenderEnvironment;
  readonly dropped: readonly string[];
};

export function EnvironmentEditor({
  kind,
  start,
  source,
  gone = false,
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
  gone?: boolean;
  all: readonly Software[];
  taken: ReadonlySet<string>;
  onSaved: (saved: RenderEnvironment) => void;
  onCancel?: () => void;
  /** What else can be done, given whether there are unsaved changes. */
  children?: (dirty: boolean) => ReactNode;
}) {
  const t = useTranslations("environments");
  const client = useQueryClient();
  const words = useFailureMessages();
  const form = useRef<HTMLFormElement>(null);
  const free = useRef(false);
  const wantsFocus = useRef(false);
  const save = useSaveEnvironment();
  const [initial] = useState(start);
  const [edit, setEdit] = useState<Edit | null>(null);
  const [attempted, setAttempted] = useState(false);
  const [checking, setChecking] = useState(false);
  const [unread, setUnread] = useState<Failure | null>(null);

  const origin = kind === "add" ? initial : start;
  const { base, draft, dropped } = edit ?? { base: origin, draft: origin, dropped: [] };
  const dirty = kind === "add" ? draft.name !== base.name || differences(base, draft).length > 0 : !same(base, draft);
  // An unanswered save may have been done. What the farm has now then is our own change, not another's.
  const savedAfterAll =
    kind === "update" &&
    save.error !== null &&
    failureOf(save.error).certainty === "unknown" &&
    same(start, save.variables.environment);
  const isOurs = savedAfterAll || same(start, draft);
  const arrived = kind === "update" && edit !== null && !save.isPending && isOurs && !same(base, start);
  const theirs = kind === "update" && dirty && !gone && !arrived ? contentDifferences(base, start) : [];
  const changes = contentDifferences(source ?? base, draft);

  const software = all.find(({ cgId }) => cgId === draft.cgId);
  const catalogue = useQuery(catalogueQuery(draft.cgId));
  const versions = catalogue.data ?? [];
  // Taken by another client since the names were read: only the farm knows.
  const refused = isNameTaken(save.error) ? save.variables?.environment.name : undefined;
  const names = refused === undefined ? taken : new Set([...taken, refused]);
  const nameProblem = kind === "add" ? checkName(draft.name, names) : null;
  const problems = [
    ...(nameProblem ? [nameProblem] : []),
    ...(software && catalogue.data ? checkContent(draft, versions, software) : []),
  ];

  // What stands in the way may come with the farm's answer, a render later: the focus waits for it.
  useEffect(() => {
    if (!wantsFocus.current) return;
    const obstacle = form.current?.querySelector<HTMLElement>("[data-obstacle], [aria-invalid=true]");
    if (!obstacle) return;
    wantsFocus.current = false;
    obstacle.focus();
  });

  /** Goes on from what the farm has; what was changed since it was sent stays. */
  const rebase = (onto: RenderEnvironment) =>
    setEdit((known) => (known && !same(onto, known.draft) ? { ...known, base: onto } : null));
  if (arrived) rebase(start);

  const change = (next: RenderEnvironment, left: readonly string[] = []) => {
    wantsFocus.current = false;
    if (savedAfterAll) save.reset();
    setEdit({ base, draft: next, dropped: left });
  };

  /** Whether the farm still has what this form was begun from. Throws CallError. */
  const isUnchanged = async (sent: RenderEnvironment): Promise<boolean> => {
    const present = (await readEnvironments(client, sent.cgId)).find(({ name }) => name === sent.name);
    if (kind === "add") return present === undefined;
    return present !== undefined && same(base, present);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (checking || save.isPending) return;
    setAttempted(true);
    setUnread(null);
    save.reset();
    wantsFocus.current = true;
    if (problems.length > 0 || theirs.length > 0 || gone || !catalogue.data) return;
    const sent = kind === "add" ? { ...draft, name: draft.name.trim() } : draft;
    setChecking(true);
    try {
      if (!(await isUnchanged(sent))) return;
    } catch (error) {
      return setUnread(failureOf(error));
    } finally {
      setChecking(false);
    }
    try {
      const notDefault = await save.mutateAsync({ kind, environment: sent });
      wantsFocus.current = false;
      if (notDefault) {
        void toast({
          tone: "bad",
          title: t("savedNotDefault", { name: sent.name }),
          message: words(notDefault, "write").title,
        });
      } else void toast({ tone: "good", title: t("saved", { name: sent.name }) });
      if (kind === "add") free.current = true;
      else {
        rebase(sent);
        setAttempted(false);
      }
      onSaved(sent);
    } catch {
      // The failure stands in the form, from the mutation's own state; what was typed stays.
    }
  };

  const busy = checking || save.isPending;
  return (
    <>
      <LeaveGuard isDirty={() => dirty && !free.current} />
      {children?.(dirty)}
      {/* Submitting checks the fields itself, in both languages and with the focus on the first. */}
      <form ref={form} className={panelClasses["form"]} onSubmit={(event) => void submit(event)} noValidate>
        <div className={panelClasses["scroll"]}>
          {gone && dirty && <Deleted name={draft.name} />}
          {theirs.length > 0 && (
            <ChangedElsewhere
              found={theirs}
              onKeepMine={() => setEdit({ base: start, draft, dropped: [] })}
              onTakeTheirs={() => setEdit(null)}
            />
          )}
          {catalogue.error && !catalogue.data && (
            <CallFailed failure={failureOf(catalogue.error)} kind="read">
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
              versions={versions}
              problems={attempted ? problems : problems.filter(({ code }) => code === "nameTaken")}
              dropped={dropped}
              onChange={change}
              onSoftware={(cgId) => {
                const chosen = all.find((one) => one.cgId === cgId);
                if (!chosen) return;
                const left = draft.plugins.map(pluginText);
                change({ ...draft, cgId, cgName: chosen.cgName, cgVersion: "", plugins: [] }, left);
              }}
              onVersion={(version) => {
                const next = withVersion(draft, version);
                change(next.draft, next.dropped.map(pluginText));
              }}
            />
          )}
          {(dirty || source) && changes.length > 0 && (kind === "update" || source) && (
            <section className={panelClasses["changes"]} aria-live="polite">
              <h3>{source ? t("changesFrom", { name: source.name }) : t("changes")}</h3>
              <DifferenceList
                found={changes}
                label={source ? t("changesFrom", { name: source.name }) : t("changes")}
                before={source ? t("diff.original") : t("diff.saved")}
                after={t("diff.here")}
              />
            </section>
          )}
        </div>
        <footer className={panelClasses["footer"]}>
          {unread && <CallFailed failure={unread} kind="read" />}
          {savedAfterAll && (
            <p className="tone" data-tone="good" role="status" tabIndex={-1} data-obstacle>
              <span aria-hidden="true">✓</span> {t("savedAfterAll", { name: start.name })}
            </p>
          )}
          {save.error && !savedAfterAll && refused === undefined && (
            <CallFailed failure={failureOf(save.error)} kind="write" unknown={t("outcomeUnknown")} />
          )}
          <div>
            <Button type="submit" loading={busy} disabled={kind === "update" && !dirty}>
              {kind === "add" ? t("create") : t("save")}
            </Button>
            {kind === "update" && dirty && (
              <Button
                variant="default"
                disabled={busy}
                onClick={() => {
                  setEdit(null);
                  setAttempted(false);
                  save.reset();
                }}
              >
                {t("discard")}
              </Button>
            )}
            {onCancel && (
              <Button variant="default" onClick={onCancel} disabled={busy}>
                {t("cancel")}
              </Button>
            )}
            {dirty && <span className="faint">{t("unsaved")}</span>}
          </div>
        </footer>
      </form>
    </>
  );
}

/** Whether saving one over the other would change nothing. */
const same = (one: RenderEnvironment, other: RenderEnvironment) => contentDifferences(one, other).length === 0;
