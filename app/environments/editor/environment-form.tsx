/** The fields of an environment, without state: the editor has the draft. */
import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "use-intl";
import {
  type LayerType,
  MAYA,
  type PluginVersion,
  type RenderEnvironment,
  type RenderSystem,
  type Software,
  type SoftwareVersion,
} from "../../protocol/environments/environment";
import { NAME_MAX_LENGTH } from "../../protocol/limits";
import { Choice } from "../../ui/controls/choice";
import parts from "../parts.module.css";
import type { Field, Problem } from "./environment-rules";
import { withPlugin } from "./environment-rules";
import panelClasses from "./panel.module.css";
import { PluginPicker } from "./plugin-picker";

const systems: readonly RenderSystem[] = ["windows", "linux"];
const layerTypes: readonly LayerType[] = [0, 1];

export function EnvironmentForm({
  isNew,
  draft,
  software,
  all,
  versions,
  problems,
  dropped,
  refusal,
  onChange,
  onSoftware,
  onVersion,
}: {
  isNew: boolean;
  draft: RenderEnvironment;
  software: Software;
  all: readonly Software[];
  versions: readonly SoftwareVersion[];
  problems: readonly Problem[];
  /** Plug-ins that the last change of software or version left behind. */
  dropped: readonly string[];
  /** The farm refused the name as taken. */
  refusal: string | null;
  onChange: (draft: RenderEnvironment) => void;
  onSoftware: (software: Software) => void;
  onVersion: (version: SoftwareVersion) => void;
}) {
  const t = useTranslations("environments");
  const errorOf = (field: Field) => {
    const problem = problems.find((one) => one.field === field);
    if (!problem) return null;
    const text = t(`problem.${problem.code}`, { max: NAME_MAX_LENGTH });
    return problem.code === "nameTaken" && refusal !== null ? `${text} ${refusal}` : text;
  };
  const version = versions.find((one) => one.version === draft.cgVersion);
  const isOffered = draft.cgVersion === "" || version !== undefined;
  const pick = (name: string, choice: PluginVersion | null) => onChange(withPlugin(draft, name, choice));
  return (
    <>
      {isNew && (
        <TextInput
          label={t("field.name")}
          description={t("nameHelp")}
          value={draft.name}
          error={errorOf("name")}
          data-first-field
          onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        />
      )}
      <div className={panelClasses["pair"]}>
        {isNew && (
          <NativeSelect
            label={t("field.software")}
            size="xs"
            value={String(draft.cgId)}
            onChange={(event) => {
              const chosen = all.find(({ cgId }) => String(cgId) === event.currentTarget.value);
              if (chosen) onSoftware(chosen);
            }}
            data={all.map(({ cgId, cgName }) => ({ value: String(cgId), label: cgName }))}
          />
        )}
        <NativeSelect
          label={t("versionOf", { software: software.cgName })}
          size="xs"
          value={draft.cgVersion}
          error={errorOf("version")}
          onChange={(event) => {
            const chosen = versions.find((one) => one.version === event.currentTarget.value);
            if (chosen) onVersion(chosen);
          }}
          data={[
            ...(draft.cgVersion === "" ? [{ value: "", label: t("choose") }] : []),
            ...(isOffered ? [] : [draft.cgVersion]),
            ...versions.map((one) => one.version),
          ]}
        />
      </div>
      <Choice
        label={t("field.system")}
        stacked
        options={systems.map((system) => ({
          value: system,
          label: t(`system.${system}`),
          disabled: system === "linux" && software.isSupportLinux !== true && draft.system !== "linux",
        }))}
        value={draft.system}
        error={errorOf("system")}
        help={software.isSupportLinux === true ? null : t("windowsOnly", { software: software.cgName })}
        onChange={(system) => onChange({ ...draft, system })}
      />
      {draft.cgId === MAYA && (
        <Choice
          label={t("field.layerType")}
          stacked
          options={layerTypes.map((value) => ({ value, label: t(`layerType.${value}`) }))}
          value={draft.layerType}
          help={t("layerTypeHelp")}
          onChange={(layerType) => onChange({ ...draft, layerType })}
        />
      )}
      {dropped.length > 0 && (
        <p className={parts["note"]} role="status">
          {t("dropped", { version: draft.cgVersion, list: dropped.join(", "), count: dropped.length })}
        </p>
      )}
      <PluginPicker
        key={`${draft.cgId} ${draft.cgVersion}`}
        version={version}
        plugins={draft.plugins}
        problems={problems.filter((one) => one.field === "plugin")}
        onPick={pick}
      />
      {isNew && (
        <Checkbox
          size="xs"
          checked={draft.isDefault}
          onChange={(event) => onChange({ ...draft, isDefault: event.currentTarget.checked })}
          label={t("makeDefaultToo", { software: software.cgName })}
        />
      )}
    </>
  );
}
