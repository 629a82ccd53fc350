/** "Output files": the rendered files of a task, one folder at a time, read only. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { OutputFile } from "../../protocol/tasks/output-file";
import { leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";
import { failureOf } from "../../protocol/wire/call-error";
import { foldText } from "../../protocol/wire/fold-text";
import { type OutputFolder, outputFilesQuery } from "../../queries/tasks/output-files";
import { CopyButton } from "../../ui/controls/copy-button";
import { Dialog } from "../../ui/dialog/dialog";
import { fileSize } from "../../ui/format/file-size";
import { useFormat } from "../../ui/format/format";
import { usePassName } from "../../ui/format/pass-name";
import { LoadFailed } from "../../ui/status/query-state";
import listDialog from "../list-dialog.module.css";
import classes from "./output-files.module.css";
import { crumbsOf, folderOf, sortFiles } from "./output-folder";
import { CopyOutputs, OutputsFacts } from "./outputs-facts";

/** `node`: the task or layer whose files are listed; `top`: its top-level task, whose end and mark count. */
export function OutputFiles({ node, top, onClose }: { node: TaskNode; top: TaskNode; onClose: () => void }) {
  const t = useTranslations("current.files");
  const passName = usePassName();
  const leaves = leavesOf(node).map(({ task }) => task);
  const [leafId, setLeafId] = useState(leaves[0]?.id ?? node.task.id);
  const [place, setPlace] = useState<OutputFolder>({ taskId: leafId });
  const query = useQuery(outputFilesQuery(place));
  const path = "path" in place ? place.path : query.data && folderOf(query.data.rows);
  return (
    <Dialog onClose={onClose} title={`${t("title")} · ${node.task.sceneName}`} size="xl">
      <p className={`faint ${listDialog["help"]}`}>{t("help")}</p>
      <div className={classes["facts"]}>
        <div>
          <OutputsFacts node={top} />
        </div>
        <div className={classes["copy"]}>
          <CopyOutputs node={node} />
        </div>
      </div>
      {leaves.length > 1 && (
        <NativeSelect
          label={t("layer")}
          size="xs"
          maw={360}
          mb="xs"
          value={String(leafId)}
          onChange={(event) => {
            const taskId = Number(event.currentTarget.value);
            setLeafId(taskId);
            setPlace({ taskId });
          }}
          data={leaves.map((leaf) => ({ value: String(leaf.id), label: passName(leaf) }))}
        />
      )}
      <Crumbs path={path ?? null} onOpen={setPlace} />
      {query.data ? (
        // Keyed by the folder: the search text of one folder does not apply to the next.
        <Folder
          key={JSON.stringify(place)}
          files={query.data.rows}
          malformed={query.data.malformed}
          onOpen={(next) => setPlace({ path: next })}
        />
      ) : query.error ? (
        <LoadFailed failure={failureOf(query.error)} asked={t("title")} onRetry={() => void query.refetch()} />
      ) : (
        <p className="faint" role="status">
          {t("loading")}
        </p>
      )}
    </Dialog>
  );
}

function Crumbs({ path, onOpen }: { path: string | null; onOpen: (place: OutputFolder) => void }) {
  const t = useTranslations("current.files");
  // The path of a task's folder comes from its files: an empty folder has none.
  const crumbs = path === null ? [] : crumbsOf(path);
  return (
    <nav className={classes["crumbs"]} aria-label={t("path")}>
      {path === "/" ? (
        <strong aria-current="page">{t("root")}</strong>
      ) : (
        <button type="button" className={classes["link"]} onClick={() => onOpen({ path: "/" })}>
          {t("root")}
        </button>
      )}
      {path === null && (
        <>
          <span aria-hidden="true">/</span> <strong aria-current="page">{t("ofTask")}</strong>
        </>
      )}
      {crumbs.map((crumb) => (
        <span key={crumb.path}>
          <span aria-hidden="true">/ </span>
          {crumb.path === path ? (
            <strong aria-current="page">
              <bdi>{crumb.name}</bdi>
            </strong>
          ) : (
            <button type="button" className={classes["link"]} onClick={() => onOpen({ path: crumb.path })}>
              <bdi>{crumb.name}</bdi>
            </button>
          )}
        </span>
      ))}
      {path !== null && path !== "/" && <CopyButton text={path} what={t("copyPath")} />}
    </nav>
  );
}

/** Rows rendered at once: a folder can hold one file for each of ten thousand frames. */
const ROWS_PER_STEP = 300;

function Folder({
  files,
  malformed,
  onOpen,
}: {
  files: readonly OutputFile[];
  malformed: number;
  onOpen: (path: string) => void;
}) {
  const t = useTranslations("current.files");
  const locale = useLocale();
  const format = useFormat();
  const [text, setText] = useState("");
  const [rowCount, setRowCount] = useState(ROWS_PER_STEP);
  const searchText = foldText(text.trim());
  const matching = sortFiles(files, locale).filter(({ name }) => foldText(name).includes(searchText));
  const plain = matching.filter(({ isFolder }) => !isFolder);
  const bytes = plain.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  if (files.length === 0) return <p>{malformed > 0 ? t("malformed", { count: malformed }) : t("empty")}</p>;
  return (
    <>
      <div className={listDialog["tools"]}>
        <TextInput
          type="search"
          aria-label={t("filter")}
          placeholder={t("filter")}
          w={260}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <span className="faint" aria-live="polite">
          {[
            ...(matching.length > plain.length ? [t("folders", { count: matching.length - plain.length })] : []),
            ...(plain.length > 0 ? [t("sum", { count: plain.length, size: fileSize(locale, bytes) })] : []),
          ].join(" · ")}
        </span>
      </div>
      {matching.length === 0 && <p>{t("noMatch", { text: text.trim() })}</p>}
      {matching.length > 0 && (
        <table className={listDialog["table"]} aria-label={t("table")}>
          <thead>
            <tr>
              <th scope="col">{t("name")}</th>
              <th scope="col" data-number>
                {t("size")}
              </th>
              <th scope="col" data-number data-minor>
                {t("modified")}
              </th>
            </tr>
          </thead>
          <tbody>
            {matching.slice(0, rowCount).map((file) => (
              <tr key={file.path}>
                <th scope="row">
                  {file.isFolder ? (
                    <button type="button" className={classes["link"]} onClick={() => onOpen(file.path)}>
                      <bdi>{file.name}</bdi>/
                    </button>
                  ) : (
                    <bdi>{file.name}</bdi>
                  )}
                  {file.inArrears && (
                    <span className="tone" data-tone="bad">
                      {" "}
                      {t("arrears")}
                    </span>
                  )}
                </th>
                <td data-number>{file.sizeBytes === null ? "" : fileSize(locale, file.sizeBytes)}</td>
                <td data-number data-minor>
                  {format.moment(file.modifiedMs)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {matching.length > rowCount && (
        <Button variant="default" mt="xs" onClick={() => setRowCount(rowCount + ROWS_PER_STEP)}>
          {t("more", { count: Math.min(ROWS_PER_STEP, matching.length - rowCount) })}
        </Button>
      )}
      {malformed > 0 && <p className="faint">{t("malformed", { count: malformed })}</p>}
    </>
  );
}
