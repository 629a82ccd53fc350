import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import { NAME_MAX_LENGTH } from "../../protocol/limits";
import { failureOf, isNameTaken } from "../../protocol/wire/call-error";
import { hasLabel, labelsQuery, useAddLabel } from "../../queries/account/account";
import { useRoleRefusal } from "../../queries/http/capabilities";
import { useRefusal } from "../../ui/controls/refusal";
import { WriteFailed } from "../../ui/dialog/write-results";
import { useFailureLine } from "../../ui/format/failure-messages";
import { toastEffect } from "../../ui/toasts/toast-effect";
import classes from "../settings.module.css";
import { useUndoLabel } from "./use-undo-label";

/** Adds a label. Problems of the name are shown beside it, including the farm's refusal of a taken name. */
export function AddLabel({ fieldRef }: { fieldRef: RefObject<HTMLInputElement | null> }) {
  const t = useTranslations("settings.labels");
  const lineOf = useFailureLine();
  const refused = useRefusal()(useRoleRefusal("roleManager"));
  const add = useAddLabel();
  const client = useQueryClient();
  const undoOf = useUndoLabel();
  const [name, setName] = useState("");
  const [error, setError] = useState<"empty" | "long" | null>(null);
  const trimmed = name.trim();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problem = trimmed === "" ? "empty" : trimmed.length > NAME_MAX_LENGTH ? "long" : null;
    setError(problem);
    fieldRef.current?.focus();
    if (problem || add.isPending) return;
    add.mutate(trimmed, {
      onSuccess: () => {
        setName("");
        void toastEffect({
          asked: askedFor(trimmed),
          done: t("added", { name: trimmed }),
          hasEffect: () => hasLabel(client, trimmed),
          look: () => client.fetchQuery({ ...labelsQuery, staleTime: 0 }),
          undo: undoOf({ name: trimmed, was: "added" }),
        });
      },
    });
  };

  const askedFor = (label: string) => `${t("submit")} – ${label}`;
  const taken = isNameTaken(add.error) ? lineOf(failureOf(add.error), "write", askedFor(trimmed)) : null;
  return (
    <form onSubmit={submit} noValidate aria-label={t("add")}>
      <div className={classes["line"]}>
        <TextInput
          ref={fieldRef}
          label={t("name")}
          w={320}
          maw="100%"
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setError(null);
            add.reset();
          }}
          error={error ? t(error, { max: NAME_MAX_LENGTH, count: trimmed.length }) : taken}
        />
        <Button type="submit" loading={add.isPending} {...refused}>
          {t("submit")}
        </Button>
      </div>
      {add.error && !taken && <WriteFailed failure={failureOf(add.error)} asked={askedFor(trimmed)} />}
    </form>
  );
}
