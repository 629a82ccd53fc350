/** The dialog of a new token: name, role and end, then the secret, once. */
import { Button, Group, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { type NewToken, TOKEN_NAME_LENGTH, tokenLifetimes } from "../../protocol/api-token";
import type { Role } from "../../protocol/endpoints";
import { includesRole, roles } from "../../protocol/roles";
import { failureOf } from "../../protocol/wire/call-error";
import { useCreateToken } from "../../queries/account/api-tokens";
import { Choice } from "../../ui/controls/choice";
import { CopyButton } from "../../ui/controls/copy-button";
import { Dialog } from "../../ui/dialog/dialog";
import { CloseRow, WriteFailed } from "../../ui/dialog/write-results";
import classes from "./tokens.module.css";

/** The value of a choice is a text or a number; 0 stands for no end. */
const NO_END = 0;
const DEFAULT_DAYS = 90;

const daysOf = (value: number): NewToken["days"] => tokenLifetimes.find((days) => days === value) ?? null;

export function CreateToken({ maxRole, onClose }: { maxRole: Role; onClose: () => void }) {
  const t = useTranslations("settings.tokens");
  const roleName = useTranslations("settings.roleNames");
  const create = useCreateToken();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [days, setDays] = useState<number>(DEFAULT_DAYS);
  const [isNameMissing, setNameMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  if (create.data) {
    return (
      <Dialog title={t("createdTitle", { name: create.data.token.name })} typed onClose={onClose}>
        <p>{t("once")}</p>
        <p className={classes["secret"]}>
          <code>{create.data.secret}</code>
          <CopyButton text={create.data.secret} what={t("secret")} />
        </p>
        <p className="faint">{t("use")}</p>
        <CloseRow onClose={onClose} />
      </Dialog>
    );
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    setNameMissing(name.trim() === "");
    if (name.trim() === "") field.current?.focus();
    else create.mutate({ name: name.trim(), role, days: daysOf(days) });
  };

  return (
    <Dialog title={t("create")} busy={create.isPending} typed={name !== ""} onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes["form"]}>
        <TextInput
          ref={field}
          label={t("name")}
          description={t("nameHelp")}
          maxLength={TOKEN_NAME_LENGTH}
          value={name}
          error={isNameMissing && t("nameMissing")}
          data-autofocus
          onChange={(event) => {
            setName(event.currentTarget.value);
            setNameMissing(false);
          }}
        />
        <Choice
          stacked
          label={t("role")}
          help={t(`rolesHelp.${role}`)}
          value={role}
          options={roles
            .filter((one) => includesRole(maxRole, one))
            .map((one) => ({ value: one, label: roleName(one) }))}
          onChange={setRole}
        />
        <Choice
          stacked
          label={t("end")}
          value={days}
          options={[
            ...tokenLifetimes.map((value) => ({ value, label: t("days", { count: value }) })),
            ...(maxRole === "manager" ? [{ value: NO_END, label: t("never") }] : []),
          ]}
          onChange={setDays}
        />
        {create.error && <WriteFailed failure={failureOf(create.error)} asked={t("create")} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" disabled={create.isPending} onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t("submit")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
