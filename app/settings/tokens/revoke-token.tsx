/** Confirms the end of a token. */
import { Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { ApiToken } from "../../protocol/api-token";
import { failureOf } from "../../protocol/wire/call-error";
import { useRevokeToken } from "../../queries/account/api-tokens";
import { Dialog } from "../../ui/dialog/dialog";
import { WriteFailed } from "../../ui/dialog/write-results";

export function RevokeToken({ token, onClose }: { token: ApiToken; onClose: (isRevoked: boolean) => void }) {
  const t = useTranslations("settings.tokens");
  const revoke = useRevokeToken();
  const title = t("revokeTitle", { name: token.name });
  return (
    <Dialog title={title} busy={revoke.isPending} onClose={() => onClose(false)}>
      <p>{t("revokeMeaning")}</p>
      {revoke.error && <WriteFailed failure={failureOf(revoke.error)} asked={title} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" disabled={revoke.isPending} data-autofocus onClick={() => onClose(false)}>
          {t("cancel")}
        </Button>
        <Button
          color="red"
          loading={revoke.isPending}
          onClick={() => revoke.mutate(token.id, { onSuccess: () => onClose(true) })}
        >
          {t("revoke")}
        </Button>
      </Group>
    </Dialog>
  );
}
