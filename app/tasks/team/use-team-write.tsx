/** Writes of the team from the page: asks once for a name where nobody signs in, and says what became of the write. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import type { Failure } from "../../protocol/wire/failure";
import { postTeam, refreshTeam } from "../../queries/team/post-team";
import { useFailureLine } from "../../ui/format/failure-messages";
import { readPersonName, setPersonName } from "../../ui/storage/person-name";
import { toast, type UndoOutcome } from "../../ui/toasts/toast";
import { NameDialog } from "./name-dialog";
import { useSelf } from "./use-self";

/** A write in words. */
export type TeamWrite = {
  readonly path: string;
  readonly body: object;
  /** What was requested, in the words of its button. */
  readonly asked: string;
  /** What the toast says afterwards. */
  readonly done: string;
  /** The path that takes it back, with the number of the change. */
  readonly undo?: string;
};

/** Runs a write; resolves to whether it was done. `dialog` asks for the name. */
export function useTeamWrite(): { readonly write: (one: TeamWrite) => Promise<boolean>; readonly dialog: ReactNode } {
  const t = useTranslations("team.claim");
  const common = useTranslations("common");
  const client = useQueryClient();
  const failureText = useTeamFailure();
  const self = useSelf();
  const [waiting, setWaiting] = useState<{ readonly answer: (name: string | null) => void } | null>(null);

  const post = (path: string, body: object) => postTeam(client, path, { ...body, ...sender() });
  const undoOf = (path: string, version: number, asked: string) => async (): Promise<UndoOutcome> => {
    try {
      await post(path, { version });
      return { tone: "good", title: t("undone") };
    } catch (error) {
      await refreshTeam(client);
      return { tone: "bad", title: t("notUndone"), message: failureText(failureOf(error), asked) };
    }
  };
  const askName = () => new Promise<string | null>((answer) => setWaiting({ answer }));
  const answerName = (name: string | null) => {
    if (name !== null) setPersonName(name);
    waiting?.answer(name);
    setWaiting(null);
  };

  const write = async ({ path, body, asked, done, undo }: TeamWrite): Promise<boolean> => {
    if (self?.teammate === null && (await askName()) === null) return false;
    try {
      const version = await post(path, body);
      const offer = undo === undefined ? {} : { undo: { label: common("undo"), run: undoOf(undo, version, asked) } };
      void toast({ tone: "good", title: done, ...offer });
      return true;
    } catch (error) {
      await refreshTeam(client);
      void toast({ tone: "bad", title: asked, message: failureText(failureOf(error), asked) });
      return false;
    }
  };
  return { write, dialog: waiting && <NameDialog onAnswer={answerName} /> };
}

/** The server uses it where nobody signs in. */
const sender = () => {
  const name = readPersonName().trim();
  return name === "" ? {} : { name };
};

const ownProblems = [
  "claim-held",
  "changed-since",
  "name-taken",
  "not-own",
  "too-many-entries",
  "store-unavailable",
] as const;

/** Why a write of the team failed. */
export function useTeamFailure(): (failure: Failure, asked: string) => string {
  const t = useTranslations("team.problem");
  const failureLine = useFailureLine();
  return (failure, asked) => {
    const name = failure.kind === "proxy" ? failure.problem.split(":").at(-1) : undefined;
    const own = ownProblems.find((problem) => problem === name);
    return own ? t(own) : failureLine(failure, "write", asked);
  };
}
