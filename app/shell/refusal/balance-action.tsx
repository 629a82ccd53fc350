import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { useCurrency } from "../../queries/account/currency";
import { userProfileQuery } from "../../queries/account/user-profile";
import { useFormat } from "../../ui/format/format";
import { ReadFailure } from "../../ui/status/read-failure";

/** The balance, read again because the farm refused for lack of it, with a button to refresh it and the way to the account. */
export function BalanceAction() {
  const t = useTranslations("refusal.balance");
  const format = useFormat();
  const profile = useQuery({ ...userProfileQuery, refetchOnMount: "always" });
  const { balance, currency } = useCurrency();
  return (
    <>
      <p role="status">
        {profile.error ? (
          <ReadFailure failure={failureOf(profile.error)} asked={t("account")} />
        ) : profile.isFetching ? (
          t("reading")
        ) : balance === null ? (
          t("hidden")
        ) : (
          t("now", { amount: format.money(balance, currency) })
        )}
      </p>
      <Group gap="sm">
        <Button variant="default" loading={profile.isFetching} onClick={() => void profile.refetch()}>
          {t("refresh")}
        </Button>
        <Link to="/settings" search={{ section: "account" }}>
          {t("account")}
        </Link>
      </Group>
    </>
  );
}
