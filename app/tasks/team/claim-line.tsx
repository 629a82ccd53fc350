/** Who is on the task, with the buttons to take, extend, release or take over. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { validClaim } from "../../protocol/team/claims";
import type { VersionedClaim } from "../../protocol/team/team-changes";
import { isSamePerson } from "../../protocol/team/teammate";
import { teamState } from "../../queries/team/team-state";
import { serverNow } from "../../state/server-clock";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { usePreferences } from "../../ui/storage/preferences";
import { useClaimText } from "../../ui/team/claim-mark";
import { type ClaimTime, claimDuration, claimTimes } from "./claim-times";
import { TakeOverDialog } from "./take-over-dialog";
import classes from "./team.module.css";
import { useSelf } from "./use-self";
import { useTeamWrite } from "./use-team-write";

export function ClaimLine({ taskId }: { taskId: number }) {
  const t = useTranslations("team.claim");
  const format = useFormat();
  const { timeZone } = usePreferences();
  const nowMs = useHalfMinute();
  const claimText = useClaimText();
  const self = useSelf();
  const [time, setTime] = useState<ClaimTime>("fourHours");
  const [replaced, setReplaced] = useState<VersionedClaim | null>(null);
  const { write, dialog } = useTeamWrite();
  const known = teamState.use((team) => team?.claims.get(taskId));
  const claim = validClaim(known, nowMs) && known;
  const isOwn = claim && self?.teammate ? isSamePerson(claim.by, self.teammate) : false;
  const mayWrite = self !== undefined && self.role !== "viewer";

  const undo = `tasks/${taskId}/undo`;
  const take = (replaces: number | null, asked: string) => {
    const forMs = claimDuration(time, { nowMs: serverNow(), zone: timeZone, dayOf: format.dayKey });
    return write({ path: `tasks/${taskId}/claim`, body: { forMs, replaces }, asked, done: t("taken"), undo });
  };
  const release = () =>
    write({ path: `tasks/${taskId}/release`, body: {}, asked: t("release"), done: t("released"), undo });

  return (
    <>
      <p className={classes["claim"]}>
        {!claim
          ? t("free")
          : isOwn
            ? t("own", { age: format.ago(claim.sinceMs, nowMs), until: format.clock(claim.untilMs, nowMs) })
            : claimText(claim)}
      </p>
      {mayWrite && (
        <div className={classes["actions"]}>
          {!claim && (
            <Button variant="default" onClick={() => void take(null, t("take"))}>
              {t("take")}
            </Button>
          )}
          {claim && isOwn && (
            <>
              <Button variant="default" onClick={() => void release()}>
                {t("release")}
              </Button>
              <Button variant="default" onClick={() => void take(null, t("extend"))}>
                {t("extend")}
              </Button>
            </>
          )}
          {claim && !isOwn && (
            <Button variant="default" onClick={() => setReplaced(claim)}>
              {t("takeOver")}
            </Button>
          )}
          <select
            aria-label={t("howLong")}
            value={time}
            onChange={({ currentTarget }) => setTime(claimTimes.find((one) => one === currentTarget.value) ?? time)}
          >
            {claimTimes.map((one) => (
              <option key={one} value={one}>
                {t(`for.${one}`)}
              </option>
            ))}
          </select>
        </div>
      )}
      {replaced && (
        <TakeOverDialog
          claim={replaced}
          onClose={() => setReplaced(null)}
          onConfirm={() => {
            setReplaced(null);
            void take(replaced.version, t("confirm", { name: replaced.by.name }));
          }}
        />
      )}
      {dialog}
    </>
  );
}
