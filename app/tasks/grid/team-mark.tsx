/** After the name of a task: who is on it, and how many notes it has. Loaded with the first task that has one. */
import { useTranslations } from "use-intl";
import { teamState } from "../../queries/team/team-state";
import { ClaimMark } from "../../ui/team/claim-mark";
import classes from "./team-mark.module.css";

export function TeamMark({ taskId }: { taskId: number }) {
  const t = useTranslations("team.notes");
  const claim = teamState.use((team) => team?.claims.get(taskId));
  const notes = teamState.use((team) => team?.notes.get(taskId) ?? 0);
  return (
    <>
      <ClaimMark claim={claim} />
      {notes > 0 && (
        <span className={classes["notes"]} title={t("mark", { count: notes })}>
          <span className="visually-hidden">{t("mark", { count: notes })}</span>
          <span aria-hidden="true">✎{notes}</span>
        </span>
      )}
    </>
  );
}
