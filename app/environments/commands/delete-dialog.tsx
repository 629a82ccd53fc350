/** Confirms the deletion of an environment, on data that is read again. For a default one, its name must be typed. */
import { Button, Group, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment } from "../../protocol/environments/environment";
import { failureOf } from "../../protocol/wire/call-error";
import { useDeleteEnvironment } from "../../queries/environments/environment-writes";
import { environmentsQuery, findEnvironment, readEnvironments } from "../../queries/environments/environments";
import { CallFailed } from "../../ui/dialog/call-failed";
import { Dialog } from "../../ui/dialog/dialog";
import { Freshness } from "../../ui/dialog/freshness";
import { toastEffect } from "../../ui/toasts/toast-effect";
import { pluginText } from "../compare/environment-diff";
import parts from "../parts.module.css";

export function DeleteDialog({
  environment,
  software,
  onDone,
  onClose,
}: {
  environment: RenderEnvironment;
  /** Name of its software. */
  software: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("environments");
  const { cgId, name } = environment;
  const check = useQuery({ ...environmentsQuery(cgId), refetchOnMount: "always" });
  const client = useQueryClient();
  const remove = useDeleteEnvironment();
  const [typed, setTyped] = useState("");
  const [attempted, setAttempted] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const present = check.data?.environments.find((one) => one.name === name);
  const { isDefault, cgVersion, plugins } = present ?? environment;
  const confirmed = !isDefault || typed.trim() === name.trim();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAttempted(true);
    if (!confirmed) return field.current?.focus();
    try {
      await remove.mutateAsync({ name, cgId });
      void toastEffect({
        asked: `${t("delete.confirm")} – ${name}`,
        done: t("delete.done", { name }),
        hasEffect: () => findEnvironment(client, cgId, name) === undefined,
        look: () => readEnvironments(client, cgId),
      });
      onDone();
    } catch {
      // The dialog shows the failure from the state of the mutation.
    }
  };

  return (
    <Dialog onClose={onClose} title={t("delete.title")} busy={remove.isPending} typed={typed !== ""}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <p>
          <strong className={parts["long"]}>{name}</strong>
          <br />
          <span className="faint">
            {software} {cgVersion}
            {plugins.length > 0 && ` · ${plugins.map(pluginText).join(" · ")}`}
          </span>
        </p>
        <p>{t("delete.what")}</p>
        {isDefault && (
          <>
            <p className={parts["note"]}>{t("delete.isDefault", { software })}</p>
            <TextInput
              ref={field}
              label={t("delete.type")}
              value={typed}
              error={attempted && !confirmed ? t("delete.typeError") : null}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
            />
          </>
        )}
        <Freshness
          ageAt={(nowMs) => (check.data ? nowMs - check.dataUpdatedAt : null)}
          checking={check.isFetching}
          failure={check.error && failureOf(check.error)}
          onRetry={() => void check.refetch()}
        >
          {(fresh) => (
            <>
              {fresh && !present && !remove.isPending && <p role="status">{t("delete.gone")}</p>}
              {remove.error && (
                <CallFailed
                  failure={failureOf(remove.error)}
                  kind="write"
                  asked={`${t("delete.confirm")} – ${name}`}
                  unknown={t("outcomeUnknown")}
                />
              )}
              <Group justify="flex-end" mt="md">
                <Button variant="default" onClick={onClose} disabled={remove.isPending} data-autofocus>
                  {t("cancel")}
                </Button>
                <Button type="submit" color="red" loading={remove.isPending} disabled={!fresh || present === undefined}>
                  {t("delete.confirm")}
                </Button>
              </Group>
            </>
          )}
        </Freshness>
      </form>
    </Dialog>
  );
}
