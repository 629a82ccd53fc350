/** What everybody must know about the sign-in: nobody signs in on a network, or the own session has ended. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { watchedMeQuery } from "../../queries/account/me";

/** Where the sign-in in another tab ends: this page stays as it is, with what was typed. */
const SIGN_IN_ADDRESS = "/api/sign-in?return=/api/signed-in";

export function WhoNote() {
  const t = useTranslations("shell.who");
  const { data: me } = useQuery(watchedMeQuery);
  const isSignedOut = me !== undefined && me.signIn !== "none" && me.person === null;
  useFailureWatch();
  useReturn(isSignedOut);
  if (me?.insecure)
    return (
      <strong className="tone" data-tone="bad" title={t("insecureHelp")}>
        {t("insecure")}
      </strong>
    );
  if (!isSignedOut) return null;
  return (
    <span role="alert">
      <strong className="tone" data-tone="bad" title={t("signedOutHelp")}>
        {t("signedOut")}
      </strong>{" "}
      <a href={me.signIn === "oidc" ? SIGN_IN_ADDRESS : "/"} target="_blank" rel="noreferrer">
        {t("signIn")}
      </a>
    </span>
  );
}

/** A call that fails may be the first to meet the end of the session. */
function useFailureWatch(): void {
  const client = useQueryClient();
  useEffect(() => {
    const refresh = () => {
      if (client.getQueryData(watchedMeQuery.queryKey)?.signIn !== "none")
        void client.invalidateQueries({ queryKey: watchedMeQuery.queryKey });
    };
    const stops = [
      client.getQueryCache().subscribe((event) => {
        if (event.type === "updated" && event.action.type === "error" && event.query.queryKey[0] !== "me") refresh();
      }),
      client.getMutationCache().subscribe((event) => {
        if (event.type === "updated" && event.action.type === "error") refresh();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client]);
}

/** After the sign-in in another tab everything that failed meanwhile is read again. */
function useReturn(isSignedOut: boolean): void {
  const client = useQueryClient();
  const wasSignedOut = useRef(isSignedOut);
  useEffect(() => {
    if (wasSignedOut.current && !isSignedOut) void client.invalidateQueries();
    wasSignedOut.current = isSignedOut;
  }, [client, isSignedOut]);
}
