/** Every plug-in of a version with a choice of its versions: at most one each. The list is searchable, since it can have hundreds. */
import { Checkbox, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { OfferedPlugin, PluginVersion, SoftwareVersion } from "../../protocol/environments/environment";
import { foldText } from "../../protocol/wire/fold-text";
import { versionText } from "../compare/environment-diff";
import parts from "../parts.module.css";
import type { Problem } from "./environment-rules";
import classes from "./plugin-picker.module.css";

type PluginProblem = Extract<Problem, { field: "plugin" }>;

export function PluginPicker({
  version,
  plugins,
  problems,
  onPick,
}: {
  version: SoftwareVersion | undefined;
  plugins: readonly PluginVersion[];
  problems: readonly PluginProblem[];
  onPick: (pluginName: string, choice: PluginVersion | null) => void;
}) {
  const t = useTranslations("environments.picker");
  const [text, setText] = useState("");
  const [usedOnly, setUsedOnly] = useState(false);
  const used = new Map(plugins.map((plugin) => [plugin.pluginName, plugin]));
  // The plug-ins used when the form was opened come first. Later choices do not move rows under the pointer.
  const [usedFirst] = useState(() => new Set(used.keys()));
  const offered = version?.plugins ?? [];
  const unknown: OfferedPlugin[] = [...used.keys()]
    .filter((name) => !offered.some((plugin) => plugin.name === name))
    .map((name) => ({ name, versions: [] }));
  const all = [
    ...unknown,
    ...offered.filter(({ name }) => usedFirst.has(name)),
    ...offered.filter(({ name }) => !usedFirst.has(name)),
  ];
  const term = foldText(text.trim());
  const filtered = all.filter(
    ({ name, versions }) =>
      (!usedOnly || used.has(name)) &&
      (term === "" ||
        foldText(name).includes(term) ||
        versions.some((one) => foldText(one.pluginVersion).includes(term))),
  );
  return (
    <fieldset className={classes["picker"]}>
      <legend>{t("legend", { used: used.size, all: all.length })}</legend>
      {all.length > 0 && (
        <div className={classes["bar"]}>
          <TextInput
            type="search"
            aria-label={t("search")}
            placeholder={t("search")}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          />
          <Checkbox
            size="xs"
            label={t("usedOnly")}
            checked={usedOnly}
            onChange={(event) => setUsedOnly(event.currentTarget.checked)}
          />
        </div>
      )}
      <ul className={classes["list"]}>
        {filtered.map((plugin) => (
          <PluginRow
            key={plugin.name}
            plugin={plugin}
            used={used.get(plugin.name)}
            problem={problems.find((one) => one.plugin === plugin.name)}
            onPick={(choice) => onPick(plugin.name, choice)}
          />
        ))}
      </ul>
      {filtered.length === 0 && <p className="faint">{all.length === 0 ? t("none") : t("noMatch")}</p>}
    </fieldset>
  );
}

function PluginRow({
  plugin,
  used,
  problem,
  onPick,
}: {
  plugin: OfferedPlugin;
  used: PluginVersion | undefined;
  problem: PluginProblem | undefined;
  onPick: (choice: PluginVersion | null) => void;
}) {
  const t = useTranslations("environments");
  const errorId = useId();
  const missing = used && !plugin.versions.some(({ pluginId }) => pluginId === used.pluginId) ? [used] : [];
  return (
    <li data-used={used !== undefined || undefined}>
      <label>
        <span title={plugin.name}>{plugin.name}</span>
        <select
          value={used?.pluginId ?? ""}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={problem ? errorId : undefined}
          onChange={(event) => {
            const id = Number(event.currentTarget.value);
            onPick([...plugin.versions, ...missing].find(({ pluginId }) => pluginId === id) ?? null);
          }}
        >
          <option value="">{t("picker.notUsed")}</option>
          {[...missing, ...plugin.versions].map((one) => (
            <option key={one.pluginId} value={one.pluginId}>
              {versionText(one)}
            </option>
          ))}
        </select>
      </label>
      {problem && (
        <p id={errorId} className={parts["error"]}>
          {t(`problem.${problem.code}`)}
        </p>
      )}
    </li>
  );
}
