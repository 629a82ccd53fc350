/** Who uses this page, with which role and why, and how to sign out. */
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Me } from "../../protocol/person";
import { meQuery } from "../../queries/account/me";
import { Facts } from "../facts";
import classes from "../settings.module.css";

/** The addresses of the sign-in belong to no account (server/people/sign-in-routes.ts). */
const SIGN_OUT = "/api/sign-out";
const SIGNED_OUT = "/api/signed-out";

async function signOut(everywhere: boolean): Promise<void> {
  const response = await fetch(`${SIGN_OUT}${everywhere ? "/everywhere" : ""}`, { method: "POST" });
  // A session that has ended already is what was asked for.
  if (!response.ok && response.status !== 401) throw new Error(`POST ${SIGN_OUT}: ${response.status}`);
}

export function TeamSection() {
  const t = useTranslations("settings.team");
  const { data: me, isError, refetch } = useQuery({ ...meQuery, staleTime: 0 });
  if (isError && !me)
    return (
      <p className="tone" data-tone="bad" role="alert">
        {t("failed")}{" "}
        <Button variant="default" onClick={() => void refetch()}>
          {t("retry")}
        </Button>
      </p>
    );
  if (!me) return null;
  return (
    <>
      {me.insecure && (
        <p className="tone" data-tone="bad" role="alert">
          {t("insecure")}
        </p>
      )}
      <Identity me={me} />
      {me.signIn === "oidc" && me.person?.source === "session" && <SignOut />}
    </>
  );
}

function Identity({ me: { person, signIn } }: { me: Me }) {
  const t = useTranslations("settings.team");
  const roleName = useTranslations("settings.roleNames");
  if (!person) return <p role="status">{t("nobody")}</p>;
  const { role, source, name, id } = person;
  const why = source === "open" ? (role === "viewer" ? "readOnly" : "open") : signIn === "header" ? "header" : "groups";
  return (
    <Facts
      facts={[
        ...(source === "open" ? [] : [{ label: t("name"), value: name, ...(name === id ? {} : { note: id }) }]),
        { label: t("role"), value: roleName(role), note: t(`roles.${role}`) },
        { label: t("why"), value: t(`reason.${why}`) },
      ]}
    />
  );
}

function SignOut() {
  const t = useTranslations("settings.team");
  const mutation = useMutation({
    mutationFn: signOut,
    onSuccess: () => window.location.assign(SIGNED_OUT),
  });
  return (
    <>
      <div className={classes["foot"]}>
        <Button variant="default" loading={mutation.isPending} onClick={() => mutation.mutate(false)}>
          {t("signOut")}
        </Button>
        <Button
          variant="default"
          loading={mutation.isPending}
          title={t("everywhereHelp")}
          onClick={() => mutation.mutate(true)}
        >
          {t("everywhere")}
        </Button>
      </div>
      {mutation.isError && (
        <p className="tone" data-tone="bad" role="alert">
          {t("signOutFailed")}
        </p>
      )}
    </>
  );
}
