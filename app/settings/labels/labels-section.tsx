/** Project labels: add, delete, and the number of loaded tasks that carry each. */
import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { emptyHistory, hasEveryTask, type TaskHistory } from "../../mirror/task-history";
import { foldText } from "../../protocol/wire/fold-text";
import { labelsQuery } from "../../queries/account/account";
import { useRoleRefusal } from "../../queries/http/capabilities";
import { taskHistoryQuery } from "../../queries/tasks/task-history-query";
import { useRefusal } from "../../ui/controls/refusal";
import { useFormat } from "../../ui/format/format";
import { usePageStatus } from "../../ui/status/page-status";
import { usePreferences } from "../../ui/storage/preferences";
import { Loaded } from "../loaded";
import { useSlowInterval } from "../use-slow-interval";
import { AddLabel } from "./add-label";
import { DeleteLabel } from "./delete-label";
import { labelUse } from "./label-use";
import classes from "./labels.module.css";

/** A longer list has a search field. */
const MAX_WITHOUT_SEARCH = 12;

export function LabelsSection() {
  const { polling } = usePreferences();
  const query = useQuery({ ...labelsQuery, refetchInterval: useSlowInterval() });
  usePageStatus(query, query.data ? query.dataUpdatedAt : null);
  const { data: history = emptyHistory } = useQuery(taskHistoryQuery(polling));
  const nameField = useRef<HTMLInputElement>(null);
  const [toDelete, setToDelete] = useState<{ name: string; opener: HTMLElement } | null>(null);
  const use = labelUse(history);
  return (
    <>
      <AddLabel fieldRef={nameField} />
      <Loaded query={query} section="labels">
        {({ rows, malformed }) => (
          <LabelList
            names={rows.map((row) => row.projectName)}
            malformed={malformed}
            use={use}
            history={history}
            onDelete={(name, opener) => setToDelete({ name, opener })}
          />
        )}
      </Loaded>
      {toDelete && (
        <DeleteLabel
          name={toDelete.name}
          count={use.get(toDelete.name) ?? 0}
          note={<HistoryNote history={history} />}
          onClose={(isDeleted) => {
            setToDelete(null);
            // The row of a deleted label has disappeared together with its button.
            (isDeleted ? nameField.current : toDelete.opener)?.focus();
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
  const refused = useRefusal()(useRoleRefusal("roleManager"));
  const t = useTranslations("settings.labels");
  const [text, setText] = useState("");
  const term = foldText(text.trim());
  const matching = names.filter((name) => foldText(name).includes(term));
  return (
    <>
      <h3>{t("list", { count: names.length })}</h3>
      {names.length === 0 && malformed === 0 && <p>{t("none")}</p>}
      {names.length > 0 && <HistoryNote history={history} />}
      {names.length > MAX_WITHOUT_SEARCH && (
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
      {matching.length === 0 && names.length > 0 && <p>{t("noMatch", { text: text.trim() })}</p>}
      <ul className={classes["labels"]}>
        {matching.map((name) => (
          <li key={name}>
            <bdi>{name}</bdi>
            <LabelTasks name={name} count={use.get(name) ?? 0} complete={hasEveryTask(history)} />
            <Button
              variant="default"
              aria-label={t("deleteOf", { name })}
              {...refused}
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

/** The number of tasks, as a link to them. */
function LabelTasks({ name, count, complete }: { name: string; count: number; complete: boolean }) {
  const t = useTranslations("settings.labels");
  const label = t(complete ? "use" : "useAtLeast", { count });
  if (count === 0) return <span className="faint">{label}</span>;
  return (
    <Link to="/tasks" search={{ project: [name] }}>
      {label}
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
      {hasEveryTask(history)
        ? t("complete", { total: loaded })
        : history.pagesRead === 0
          ? t("notLoaded")
          : t("loading", { loaded, total })}
    </p>
  );
}
