/** API tokens: the list, a new one, and the end of one. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { ApiToken } from "../../protocol/api-token";
import { tokensQuery } from "../../queries/account/api-tokens";
import { ScrollRegion } from "../../ui/controls/scroll-region";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import table from "../../ui/plain-table.module.css";
import { usePageStatus } from "../../ui/status/page-status";
import { Loaded } from "../loaded";
import { useSlowInterval } from "../use-slow-interval";
import { CreateToken } from "./create-token";
import { RevokeToken } from "./revoke-token";
import classes from "./tokens.module.css";

export function TokensSection() {
  const t = useTranslations("settings.tokens");
  const query = useQuery({ ...tokensQuery, refetchInterval: useSlowInterval() });
  usePageStatus(query, query.data ? query.dataUpdatedAt : null);
  const [isCreating, setCreating] = useState(false);
  const [toRevoke, setToRevoke] = useState<ApiToken | null>(null);
  const createButton = useRef<HTMLButtonElement>(null);
  return (
    <Loaded query={query} section="tokens">
      {({ tokens, maxRole, nowMs }) => (
        <>
          <Button ref={createButton} mb="sm" onClick={() => setCreating(true)}>
            {t("create")}
          </Button>
          {tokens.length === 0 ? (
            <p>{t("none")}</p>
          ) : (
            <TokenTable tokens={tokens} nowMs={nowMs} onRevoke={setToRevoke} />
          )}
          {isCreating && <CreateToken maxRole={maxRole} onClose={() => setCreating(false)} />}
          {toRevoke && (
            <RevokeToken
              token={toRevoke}
              onClose={(isRevoked) => {
                setToRevoke(null);
                // The button of a revoked token has disappeared.
                if (isRevoked) createButton.current?.focus();
              }}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

/** How a token stands. */
const stateOf = ({ revokedMs, expiresMs }: ApiToken, nowMs: number) => {
  if (revokedMs !== null) return "revoked";
  return expiresMs !== null && expiresMs <= nowMs ? "ended" : "valid";
};

function TokenTable({
  tokens,
  nowMs,
  onRevoke,
}: {
  tokens: readonly ApiToken[];
  nowMs: number;
  onRevoke: (token: ApiToken) => void;
}) {
  const t = useTranslations("settings.tokens");
  const roleName = useTranslations("settings.roleNames");
  const format = useFormat();
  const hasOthers = tokens.some(({ isOwn }) => !isOwn);
  const endOf = (token: ApiToken) => {
    const state = stateOf(token, nowMs);
    if (state === "revoked") return t("revokedAt", { date: format.date(token.revokedMs) });
    if (state === "ended") return t("endedAt", { date: format.date(token.expiresMs) });
    return token.expiresMs === null ? t("never") : format.date(token.expiresMs);
  };
  return (
    <ScrollRegion label={t("list")}>
      <table className={`${table["table"]} ${classes["tokens"]}`}>
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("role")}</th>
            {hasOthers && <th scope="col">{t("creator")}</th>}
            <th scope="col">{t("end")}</th>
            <th scope="col">{t("used")}</th>
            <th scope="col">{t("action")}</th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id} data-state={stateOf(token, nowMs)}>
              <th scope="row">
                <bdi>{token.name}</bdi>
              </th>
              <td>{roleName(token.role)}</td>
              {hasOthers && <td>{token.creatorName || EMPTY_CELL}</td>}
              <td>{endOf(token)}</td>
              <td>{token.lastUsedMs === null ? t("unused") : format.date(token.lastUsedMs)}</td>
              <td>
                {stateOf(token, nowMs) === "valid" && (
                  <Button
                    variant="default"
                    aria-label={t("revokeOf", { name: token.name })}
                    onClick={() => onRevoke(token)}
                  >
                    {t("revoke")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
