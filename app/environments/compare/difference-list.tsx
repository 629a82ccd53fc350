import { useTranslations } from "use-intl";
import { softwareName } from "../../protocol/environments/software";
import { EMPTY_CELL } from "../../ui/format/format";
import parts from "../parts.module.css";
import { type ChangeKind, changeKind, type Difference } from "./environment-diff";

const marks: Readonly<Record<ChangeKind, string>> = { added: "+", removed: "−", changed: "≠" };

/** Differences as a table: name, before, after; with `kinds` also whether each was added, removed or changed. A missing value is a dash. */
export function DifferenceList({
  differences,
  label,
  before,
  after,
  kinds = false,
}: {
  differences: readonly Difference[];
  label: string;
  before: string;
  after: string;
  kinds?: boolean;
}) {
  const t = useTranslations("environments");
  const valueText = useValueText();
  return (
    <table className={parts["differences"]} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t("diff.what")}</th>
          <th scope="col" title={before}>
            {before}
          </th>
          <th scope="col" title={after}>
            {after}
          </th>
        </tr>
      </thead>
      <tbody>
        {differences.map((one) => (
          <tr key={`${one.kind} ${one.name}`}>
            <th scope="row">
              {one.kind === "field" ? t(`field.${one.name}`) : one.name}
              {kinds && (
                <span className="faint">
                  {" "}
                  <span aria-hidden="true">{marks[changeKind(one)]}</span> {t(`diff.${changeKind(one)}`)}
                </span>
              )}
            </th>
            <td>{valueText(one, one.before)}</td>
            <td>{valueText(one, one.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useValueText() {
  const t = useTranslations("environments");
  return ({ kind, name }: Difference, value: string): string => {
    if (value === "") return EMPTY_CELL;
    if (kind === "plugin") return value;
    if (name === "system") return t(`system.${value === "linux" || value === "windows" ? value : "unknown"}`);
    if (name === "layerType") return t(`layerType.${value === "1" ? 1 : 0}`);
    if (name === "default") return t(value === "yes" ? "yes" : "no");
    return name === "software" ? softwareName(Number(value)) : value;
  };
}
