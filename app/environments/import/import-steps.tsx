import { Checkbox } from "@mantine/core";
import { useTranslations } from "use-intl";
import { softwareName } from "../../protocol/environments/software";
import { NAME_MAX_LENGTH } from "../../protocol/limits";
import type { ImportResult } from "../../queries/environments/import-environments";
import { BatchFailed, CloseRow } from "../../ui/dialog/write-results";
import { useFailureMessages } from "../../ui/format/failure-messages";
import { DifferenceList } from "../compare/difference-list";
import { pluginText } from "../compare/environment-diff";
import parts from "../parts.module.css";
import type { ImportStep } from "./environment-file";

/** The effect of the import on each environment, with a choice of those to import. */
export function ImportSteps({
  steps,
  chosen,
  onToggle,
}: {
  steps: readonly ImportStep[];
  chosen: ReadonlySet<number>;
  onToggle: (entry: number) => void;
}) {
  const t = useTranslations("environments.import");
  return (
    <ul className={parts["steps"]} aria-label={t("preview")}>
      {steps.map((step) => (
        <li key={step.entry}>
          {step.kind === "add" || step.kind === "replace" ? (
            <Checkbox
              size="xs"
              label={nameOf(step, t("entry", { number: step.entry }))}
              checked={chosen.has(step.entry)}
              onChange={() => onToggle(step.entry)}
            />
          ) : (
            <strong className={parts["long"]}>{nameOf(step, t("entry", { number: step.entry }))}</strong>
          )}
          <StepText step={step} />
        </li>
      ))}
    </ul>
  );
}

const nameOf = (step: ImportStep, fallback: string): string =>
  ("environment" in step ? step.environment.name : "name" in step ? step.name : "") || fallback;

function StepText({ step }: { step: ImportStep }) {
  const t = useTranslations("environments.import");
  const problem = useTranslations("environments.problem");
  switch (step.kind) {
    case "unreadable":
      return <p className={parts["error"]}>{t("unreadable")}</p>;
    case "unknownSoftware":
      return <p className={parts["error"]}>{t("unknownSoftware", { id: String(step.cgId) })}</p>;
    case "invalid":
      return (
        <ul className={parts["error"]}>
          {step.problems.map((one) => (
            <li key={`${one.code} ${one.field === "plugin" ? one.plugin : ""}`}>
              {one.field === "plugin" ? `${one.plugin}: ` : ""}
              {problem(one.code, { max: NAME_MAX_LENGTH })}
            </li>
          ))}
        </ul>
      );
    case "taken":
      return <p className={parts["error"]}>{t("taken", { software: softwareName(step.by.cgId) })}</p>;
    case "same":
      return <p className="faint">{t("same")}</p>;
    case "add": {
      const { cgId, cgVersion, plugins } = step.environment;
      return (
        <p className="faint">
          {t("add")} {softwareName(cgId)} {cgVersion}
          {plugins.length > 0 && ` · ${plugins.map(pluginText).join(" · ")}`}
        </p>
      );
    }
    case "replace":
      return (
        <>
          <p className={parts["note"]}>{t("replace")}</p>
          <DifferenceList
            differences={step.differences}
            label={t("replace")}
            before={t("farm")}
            after={t("fromFile")}
          />
        </>
      );
  }
}

/** The result for each environment, when at least one was not imported. */
export function ImportResults({
  results,
  asked,
  onClose,
}: {
  results: readonly ImportResult[];
  asked: string;
  onClose: () => void;
}) {
  const t = useTranslations("environments.import");
  const failureMessages = useFailureMessages();
  return (
    <>
      <BatchFailed
        results={results.map((result) => ({ ...result, hasEffect: result.failure === null }))}
        asked={asked}
      />
      <ul className={parts["steps"]}>
        {results.map(({ write: { environment }, isSent, failure }) => (
          <li key={environment.name}>
            <strong className={parts["long"]}>{environment.name}</strong>{" "}
            {failure === null ? t("imported") : isSent ? failureMessages(failure, "write").title : t("notSent")}
          </li>
        ))}
      </ul>
      <CloseRow onClose={onClose} />
    </>
  );
}
