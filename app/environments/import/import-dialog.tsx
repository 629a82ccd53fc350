/** Import: reads a file and lists the effect on each environment; nothing is sent before the user confirms. */
import { Button, Group } from "@mantine/core";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Software } from "../../protocol/environments/environment";
import { failureOf } from "../../protocol/wire/call-error";
import type { Failure } from "../../protocol/wire/failure";
import type { SaveRequest } from "../../queries/environments/environment-writes";
import { catalogueQuery, findEnvironment, readEnvironments } from "../../queries/environments/environments";
import { type ImportResult, useImportEnvironments } from "../../queries/environments/import-environments";
import { CallFailed } from "../../ui/dialog/call-failed";
import { Dialog } from "../../ui/dialog/dialog";
import { toastEffect } from "../../ui/toasts/toast-effect";
import { isSame } from "../editor/environment-draft";
import parts from "../parts.module.css";
import { type FileEntry, type ImportStep, MAX_FILE_BYTES, planImport, readFile } from "./environment-file";
import { ImportResults, ImportSteps } from "./import-steps";

type FileProblem = "unread" | "not-json" | "not-ours" | "too-large" | "empty" | Failure;

export function ImportDialog({ software, onClose }: { software: readonly Software[]; onClose: () => void }) {
  const t = useTranslations("environments.import");
  const client = useQueryClient();
  const send = useImportEnvironments();
  const input = useRef<HTMLInputElement>(null);
  const [fileName, setFileName] = useState("");
  const [isLoading, setIsLoading] = useState(false);
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const [steps, setSteps] = useState<readonly ImportStep[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [results, setResults] = useState<readonly ImportResult[] | null>(null);
  const requests = steps.flatMap((step) => (chosen.has(step.entry) ? requestOf(step) : []));

  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    // The same file, corrected, can then be chosen again.
    event.currentTarget.value = "";
    if (!file) return;
    setFileName(file.name);
    setSteps([]);
    setProblem(null);
    if (file.size > MAX_FILE_BYTES) return setProblem("too-large");
    // A file may be moved, or its drive unplugged, between choosing and reading.
    const text = await file.text().catch(() => null);
    if (text === null) return setProblem("unread");
    const entries = readFile(text);
    if (typeof entries === "string") return setProblem(entries);
    if (entries.length === 0) return setProblem("empty");
    setIsLoading(true);
    try {
      const plan = await loadPlan(client, software, entries);
      setSteps(plan);
      setChosen(new Set(plan.flatMap((step) => (step.kind === "add" ? [step.entry] : []))));
    } catch (error) {
      setProblem(failureOf(error));
    } finally {
      setIsLoading(false);
    }
  };

  const toggle = (entry: number) => {
    const others = [...chosen].filter((one) => one !== entry);
    setChosen(new Set(chosen.has(entry) ? others : [...others, entry]));
  };

  const confirm = async () => {
    const before = requests.map(({ environment: { cgId, name } }) => findEnvironment(client, cgId, name));
    const hasEffect = () =>
      requests.every(({ environment }, index) => {
        const found = findEnvironment(client, environment.cgId, environment.name);
        const previous = before[index];
        return found !== undefined && !(previous && isSame(found, previous) && !isSame(found, environment));
      });
    const done = await send.mutateAsync(requests);
    if (done.some(({ failure }) => failure !== null)) return setResults(done);
    const cgIds = new Set(requests.map(({ environment }) => environment.cgId));
    void toastEffect({
      asked: t("confirm", { count: done.length }),
      done: t("done", { count: done.length }),
      hasEffect,
      look: () => Promise.all([...cgIds].map((cgId) => readEnvironments(client, cgId))),
    });
    onClose();
  };

  return (
    <Dialog onClose={onClose} title={t("title")} size="lg" busy={send.isPending} typed={steps.length > 0}>
      {results ? (
        <ImportResults results={results} asked={t("confirm", { count: results.length })} onClose={onClose} />
      ) : (
        <>
          <p>{t("what")}</p>
          <Group gap="sm">
            <Button variant="default" onClick={() => input.current?.click()} loading={isLoading} data-autofocus>
              {t("choose")}
            </Button>
            <span className={parts["long"]}>{fileName}</span>
          </Group>
          <input
            ref={input}
            type="file"
            accept=".json,application/json"
            className="visually-hidden"
            aria-label={t("file")}
            tabIndex={-1}
            onChange={(event) => void choose(event)}
          />
          {typeof problem === "string" && (
            <p role="alert" className={parts["error"]}>
              {t(`trouble.${problem}`)}
            </p>
          )}
          {problem !== null && typeof problem !== "string" && (
            <CallFailed failure={problem} kind="read" asked={t("title")} />
          )}
          {steps.length > 0 && <ImportSteps steps={steps} chosen={chosen} onToggle={toggle} />}
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={onClose} disabled={send.isPending}>
              {t("cancel")}
            </Button>
            <Button onClick={() => void confirm()} disabled={requests.length === 0} loading={send.isPending}>
              {t("confirm", { count: requests.length })}
            </Button>
          </Group>
        </>
      )}
    </Dialog>
  );
}

function requestOf(step: ImportStep): SaveRequest[] {
  if (step.kind === "add") return [{ kind: "add", environment: step.environment }];
  return step.kind === "replace" ? [{ kind: "update", environment: step.environment }] : [];
}

/** Reads the environments of the farm and plans the import. Throws CallError. */
async function loadPlan(
  client: QueryClient,
  software: readonly Software[],
  entries: readonly (FileEntry | null)[],
): Promise<ImportStep[]> {
  const used = new Set(entries.map((one) => one?.cgId));
  const [lists, catalogues] = await Promise.all([
    Promise.all(software.map(({ cgId }) => readEnvironments(client, cgId))),
    Promise.all(
      software
        .filter(({ cgId }) => used.has(cgId))
        .map(async ({ cgId }) => [cgId, await client.fetchQuery(catalogueQuery(cgId))] as const),
    ),
  ]);
  return planImport(entries, { software, environments: lists.flat(), catalogues: new Map(catalogues) });
}
