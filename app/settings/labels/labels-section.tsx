/** Project labels: add, delete, and how many of the loaded tasks carry each. */
import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";
import { labelsQuery } from "../../queries/account/account";
import { taskHistoryQuery } from "../../queries/tasks/task-history-query";
import { useFormat } from "../../ui/format/format";
import { usePageStatus } from "../../ui/status/page-status";
import { usePreferences } from "../../ui/storage/preferences";
import { Loaded } from "../loaded";
import classes from "../settings.module.css";
import { useSlowInterval } from "../use-slow-interval";
import { AddLabel } from "./add-label";
import { DeleteLabel } from "./delete-label";
import { labelUse } from "./label-use";

/** More labels than this get a field to find one. */
const MANY = 12;

export function LabelsSection() {
  const { polling } = usePreferences();
  const query = useQuery({ ...labelsQuery, refetchInterval: useSlowInterval() });
  usePageStatus(query, query.data ? query.dataUpdatedAt : null);
  const { data: history = emptyHistory } = useQuery(taskHistoryQuery(polling));
  const nameField = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<{ name: string; opener: HTMLElement } | null>(null);
  const use = labelUse(history);
  return (
    <>
      <AddLabel fieldRef={nameField} />
      <Loaded query={query}>
        {({ rows, malformed }) => (
          <LabelList
            names={rows.map((row) => row.projectName)}
            malformed={malformed}
            use={use}
            history={history}
            onDelete={(name, opener) => setAsked({ name, opener })}
          />
        )}
      </Loaded>
      {asked && (
        <DeleteLabel
          name={asked.name}
          count={use.get(asked.name) ?? 0}
          note={<HistoryNote history={history} />}
          onClose={(deleted) => {
            setAsked(null);
            // The row of a deleted label is gone, and its button with it.
            (deleted ? nameField.current : asked.opener)?.focus();
          }}
        />
      )}
    </>
  );
}

function LabelList({
  names,
  malformed,
  use,
  history,
  onDelete,
}: {
  names: readonly string[];
  malformed: number;
  use: ReadonlyMap<string, number>;
  history: TaskHistory;
  onDelete: (name: string, opener: HTMLElement) => void;
}) {
  const t = useTranslations("settings.labels");
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const shown = names.filter((name) => name.toLowerCase().includes(wanted));
  return (
    <>
      <h3>{t("list", { count: names.length })}</h3>
      {names.length === 0 && malformed === 0 && <p>{t("none")}</p>}
      {names.length > 0 && <HistoryNote history={history} />}
      {names.length > MANY && (
        <TextInput
          type="search"
          aria-label={t("filter")}
          placeholder={t("filter")}
          maw={260}
          mb={6}
          value={text}
          data-page-search
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {shown.length === 0 && names.length > 0 && <p>{t("noMatch", { text: text.trim() })}</p>}
      <ul className={classes["labels"]}>
        {shown.map((name) => (
          <li key={name}>
            <bdi>{name}</bdi>
            <LabelTasks name={name} count={use.get(name) ?? 0} complete={history.isComplete} />
            <Button
              variant="default"
              aria-label={t("deleteOf", { name })}
              onClick={(event) => onDelete(name, event.currentTarget)}
            >
              {t("delete")}
            </Button>
          </li>
        ))}
      </ul>
      {malformed > 0 && <p className="faint">{t("malformed", { count: malformed })}</p>}
    </>
  );
}

/** The number leads to these tasks. */
function LabelTasks({ name, count, complete }: { name: string; count: number; complete: boolean }) {
  const t = useTranslations("settings.labels");
  const words = t(complete ? "use" : "useAtLeast", { count });
  if (count === 0) return <span className="faint">{words}</span>;
  return (
    <Link to="/tasks" search={{ project: [name] }}>
      {words}
    </Link>
  );
}

function HistoryNote({ history }: { history: TaskHistory }) {
  const t = useTranslations("settings.labels");
  const format = useFormat();
  const loaded = format.count(history.nodes.size);
  const total = format.count(history.total);
  return (
    <p className="faint">
      {history.isComplete
        ? t("complete", { total: loaded })
        : history.pagesRead === 0
          ? t("notLoaded")
          : t("loading", { loaded, total })}
    </p>
  );
}
