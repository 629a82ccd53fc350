/** Who is on a task, as a small mark with initials. */
import { useTranslations } from "use-intl";
import { type Claim, validClaim } from "../../protocol/team/claims";
import { initialsOf } from "../../protocol/team/teammate";
import { useHalfMinute } from "../browser/now";
import { useFormat } from "../format/format";
import classes from "./claim-mark.module.css";

/** What a claim says in one sentence. */
export function useClaimText(): (claim: Claim) => string {
  const t = useTranslations("team.claim");
  const format = useFormat();
  const nowMs = useHalfMinute();
  return ({ by, sinceMs, untilMs }) =>
    [
      t("held", { name: by.name, age: format.ago(sinceMs, nowMs), until: format.clock(untilMs, nowMs) }),
      by.id === "" ? t("unverified") : "",
    ]
      .filter(Boolean)
      .join(" ");
}

/** Renders nothing without a claim, or when it has ended. */
export function ClaimMark({ claim }: { claim: Claim | null | undefined }) {
  const nowMs = useHalfMinute();
  const text = useClaimText();
  const valid = validClaim(claim, nowMs);
  if (valid === null) return null;
  return (
    <span className={classes["mark"]} title={text(valid)}>
      <span className="visually-hidden">{text(valid)}</span>
      <span aria-hidden="true">{initialsOf(valid.by.name)}</span>
    </span>
  );
}
