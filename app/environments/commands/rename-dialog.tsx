/** Renames an environment: the farm can only add a copy under the new name and delete the old one. Shows the step that failed. */
import { Alert, Button, Group, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment } from "../../protocol/environments/environment";
import { NAME_MAX_LENGTH } from "../../protocol/limits";
import { failureOf, isNameTaken } from "../../protocol/wire/call-error";
import {
  type RenameResult,
  useDeleteEnvironment,
  useRenameEnvironment,
} from "../../queries/environments/environment-writes";
import { findEnvironment, readEnvironments } from "../../queries/environments/environments";
import { CallFailed } from "../../ui/dialog/call-failed";
import { Dialog } from "../../ui/dialog/dialog";
import { useFailureLine } from "../../ui/format/failure-messages";
import { toastEffect } from "../../ui/toasts/toast-effect";
import { checkName } from "../editor/environment-rules";

export function RenameDialog({
  environment: { name: from, cgId },
  taken,
  onDone,
  onClose,
}: {
  environment: RenderEnvironment;
  taken: ReadonlySet<string>;
  /** Goes to the environment under its new name; "" while the farm does not show it yet. */
  onDone: (name: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations("environments");
  const rename = useRenameEnvironment();
  const remove = useDeleteEnvironment();
  const [typed, setTyped] = useState(from);
  const [attempted, setAttempted] = useState(false);
  const [result, setResult] = useState<RenameResult | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const to = typed.trim();
  const announce = useRenameToast(from, to, cgId);
  // Another client took the name after the names were read: only the farm knows.
  const refused = isNameTaken(rename.error) ? rename.variables?.to : undefined;
  const lineOf = useFailureLine();
  const refusal = refused === to ? ` ${lineOf(failureOf(rename.error), "write", `${from} → ${to}`)}` : "";
  const problem = checkName(typed, refused === undefined ? taken : new Set([...taken, refused]));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAttempted(true);
    if (problem) return field.current?.focus();
    try {
      const renamed = await rename.mutateAsync({ cgId, from, to });
      if (renamed.kind !== "done") return setResult(renamed);
      onDone(announce());
    } catch {
      // The dialog shows the failure from the state of the mutation.
    }
  };

  return (
    <Dialog
      onClose={result?.kind === "both" ? () => onDone(to) : onClose}
      title={t("rename.title")}
      busy={rename.isPending || remove.isPending}
      typed={typed !== from}
    >
      {result === null ? (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <p>{t("rename.what", { name: from })}</p>
          <TextInput
            ref={field}
            label={t("rename.to")}
            value={typed}
            error={attempted && problem ? t(`problem.${problem.code}`, { max: NAME_MAX_LENGTH }) + refusal : null}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          {rename.error && refused === undefined && (
            <CallFailed
              failure={failureOf(rename.error)}
              kind="write"
              asked={`${from} → ${to}`}
              unknown={t("outcomeUnknown")}
            />
          )}
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={onClose} disabled={rename.isPending}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={rename.isPending}>
              {t("rename.confirm")}
            </Button>
          </Group>
        </form>
      ) : result.kind === "both" ? (
        <BothExist from={from} to={to} cgId={cgId} result={result} remove={remove} onDone={() => onDone(to)} />
      ) : (
        <Alert color="red" role="alert" title={t("rename.gone", { name: from })}>
          {t("rename.goneHelp")}
        </Alert>
      )}
    </Dialog>
  );
}

/** Announces an accepted rename. Returns the name of the environment that the farm shows by now, "" for none. */
function useRenameToast(from: string, to: string, cgId: number) {
  const t = useTranslations("environments");
  const client = useQueryClient();
  const has = (name: string) => findEnvironment(client, cgId, name) !== undefined;
  return (): string => {
    void toastEffect({
      asked: `${t("rename.title")} – ${from} → ${to}`,
      done: t("rename.done", { from, to }),
      hasEffect: () => has(to) && !has(from),
      look: () => readEnvironments(client, cgId),
    });
    return has(to) ? to : "";
  };
}

function BothExist({
  from,
  to,
  cgId,
  result,
  remove,
  onDone,
}: {
  from: string;
  to: string;
  cgId: number;
  result: Extract<RenameResult, { kind: "both" }>;
  remove: ReturnType<typeof useDeleteEnvironment>;
  onDone: () => void;
}) {
  const t = useTranslations("environments");
  const announce = useRenameToast(from, to, cgId);
  const failure = remove.error ? failureOf(remove.error) : result.failure;
  const deleteOld = () =>
    remove.mutate(
      { name: from, cgId },
      {
        onSuccess: () => {
          announce();
          onDone();
        },
      },
    );
  return (
    <>
      <p>
        <strong>{t("rename.both", { from, to })}</strong>
      </p>
      <p>{t(result.failedStep === "default" ? "rename.notDefault" : "rename.notDeleted", { from, to })}</p>
      <CallFailed
        failure={failure}
        kind="write"
        asked={result.failedStep === "default" ? `${t("makeDefault")} – ${to}` : `${t("delete.confirm")} – ${from}`}
        unknown={t("outcomeUnknown")}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onDone} disabled={remove.isPending} data-autofocus>
          {t("rename.keepBoth")}
        </Button>
        {result.failedStep === "delete" && (
          <Button color="red" onClick={deleteOld} loading={remove.isPending}>
            {t("rename.deleteOld", { name: from })}
          </Button>
        )}
      </Group>
    </>
  );
}
