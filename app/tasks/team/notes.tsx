/** The notes of a task, oldest first, and a field for a new one. Texts are plain. */
import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { NOTE_LENGTH, type Note } from "../../protocol/team/notes";
import { isSamePerson } from "../../protocol/team/teammate";
import { failureOf } from "../../protocol/wire/call-error";
import { notesQuery } from "../../queries/team/notes";
import { teamState } from "../../queries/team/team-state";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { ReadFailure } from "../../ui/status/read-failure";
import { visibleName } from "../../ui/status/tail-name";
import classes from "./team.module.css";
import { type Self, useSelf } from "./use-self";
import { useTeamWrite } from "./use-team-write";

export function Notes({ taskId }: { taskId: number }) {
  const t = useTranslations("team.notes");
  const self = useSelf();
  const count = teamState.use((team) => team?.notes.get(taskId) ?? 0);
  const { data: notes, error } = useQuery(notesQuery(taskId, count));
  const [text, setText] = useState("");
  const { write, dialog } = useTeamWrite();
  const mayWrite = self !== undefined && self.role !== "viewer";
  const add = async () => {
    const isDone = await write({ path: `tasks/${taskId}/notes`, body: { text }, asked: t("add"), done: t("added") });
    if (isDone) setText("");
  };
  return (
    <>
      <h3>{t("title", { count })}</h3>
      {error && (
        <p role="alert">
          <ReadFailure failure={failureOf(error)} asked={t("asked")} />
        </p>
      )}
      {!notes && !error && <p role="status">{t("loading")}</p>}
      {notes && notes.length > 0 && (
        <ol className={classes["notes"]}>
          {notes.map((note) => (
            <NoteItem key={note.id} note={note} self={self} />
          ))}
        </ol>
      )}
      {mayWrite && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== "") void add();
          }}
        >
          <Textarea
            aria-label={t("new")}
            placeholder={t("new")}
            rows={3}
            maxLength={NOTE_LENGTH}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {text.trim() !== "" && (
            <Button type="submit" variant="default" mt={6}>
              {t("add")}
            </Button>
          )}
        </form>
      )}
      {dialog}
    </>
  );
}

function NoteItem({ note, self }: { note: Note; self: Self | undefined }) {
  const t = useTranslations("team.notes");
  const format = useFormat();
  const nowMs = useHalfMinute();
  const [draft, setDraft] = useState<string | null>(null);
  const { write, dialog } = useTeamWrite();
  const { id, by, version, deleted, former } = note;
  const isOwn = self?.teammate ? isSamePerson(by, self.teammate) : false;
  const mayEdit = isOwn && self?.role !== "viewer";
  const mayDelete = mayEdit || self?.role === "manager";
  if (note.text === null)
    return (
      <li className="faint">
        {t("deleted", {
          name: deleted?.by.name ?? by.name,
          when: format.clock(deleted?.atMs ?? note.atMs, nowMs),
        })}
      </li>
    );
  const save = async () => {
    const asked = t("save");
    const isDone = await write({ path: `notes/${id}`, body: { text: draft, version }, asked, done: t("saved") });
    if (isDone) setDraft(null);
  };
  const remove = () => {
    const undo = `notes/${id}/restore`;
    return write({ path: `notes/${id}/delete`, body: { version }, asked: t("delete"), done: t("removed"), undo });
  };
  return (
    <li>
      <header>
        <strong>
          <bdi>{visibleName(by.name)}</bdi>
        </strong>
        <time dateTime={new Date(note.atMs).toISOString()} title={format.moment(note.atMs)} className="faint">
          {format.clock(note.atMs, nowMs)}
        </time>
        {note.editedMs !== null && (
          <span className="faint">{t("edited", { when: format.clock(note.editedMs, nowMs) })}</span>
        )}
      </header>
      {draft === null ? (
        <p dir="auto" className={classes["text"]}>
          {visibleName(note.text)}
        </p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (draft.trim() !== "") void save();
          }}
        >
          <Textarea
            aria-label={t("editLabel", { name: by.name })}
            data-autofocus
            rows={3}
            maxLength={NOTE_LENGTH}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
          <div className={classes["actions"]}>
            <Button type="submit" variant="default">
              {t("save")}
            </Button>
            <Button variant="subtle" onClick={() => setDraft(null)}>
              {t("cancel")}
            </Button>
          </div>
        </form>
      )}
      {former.length > 0 && (
        <details>
          <summary>{t("former", { count: former.length })}</summary>
          {former.map((one) => (
            <p key={one.atMs} dir="auto" className={classes["text"]}>
              <span className="faint">{format.moment(one.atMs)}</span> {visibleName(one.text)}
            </p>
          ))}
        </details>
      )}
      {draft === null && (mayEdit || mayDelete) && (
        <div className={classes["actions"]}>
          {mayEdit && (
            <Button
              variant="subtle"
              size="compact-xs"
              aria-label={t("editLabel", { name: by.name })}
              onClick={() => setDraft(note.text)}
            >
              {t("edit")}
            </Button>
          )}
          {mayDelete && (
            <Button
              variant="subtle"
              size="compact-xs"
              aria-label={t("deleteLabel", { name: by.name })}
              onClick={() => void remove()}
            >
              {t("delete")}
            </Button>
          )}
        </div>
      )}
      {dialog}
    </li>
  );
}
