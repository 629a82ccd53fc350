import { useTranslations } from "use-intl";
import type { Messages } from "../../i18n/types";
import classes from "./report.module.css";

export type ReportColumn = {
  readonly name: keyof Messages["task"]["report"]["column"];
  /** Numbers are aligned at the end of the line. */
  readonly kind?: "number" | "bar";
  /** A phone has no room for it. */
  readonly wideOnly?: boolean;
  /** The name is only for screen readers. */
  readonly hidesName?: boolean;
};

/** The names of the columns of a table of the report. */
export function TableHead({ columns }: { columns: readonly ReportColumn[] }) {
  const t = useTranslations("task.report.column");
  return (
    <thead>
      <tr>
        {columns.map(({ name, kind, wideOnly, hidesName }) => (
          <th
            key={name}
            scope="col"
            data-number={kind === "number" || undefined}
            className={[kind === "bar" && classes["barColumn"], wideOnly && classes["wideOnly"]]
              .filter(Boolean)
              .join(" ")}
          >
            {hidesName ? <span className="visually-hidden">{t(name)}</span> : t(name)}
          </th>
        ))}
      </tr>
    </thead>
  );
}
