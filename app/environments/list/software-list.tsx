import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Software } from "../../protocol/environments/environment";
import { moveRovingFocus, rovingTabIndex } from "./roving-focus";
import classes from "./software-list.module.css";
import type { EnvironmentsByCgId } from "./use-environments";

/** Every software the farm renders, each with the number of its environments. */
export function SoftwareList({
  software,
  chosen,
  byCgId,
}: {
  software: readonly Software[];
  chosen: Software | undefined;
  byCgId: EnvironmentsByCgId;
}) {
  const t = useTranslations("environments");
  return (
    <nav className={classes["software"]} aria-label={t("software")}>
      <ul data-roving-list>
        {software.map(({ cgId, cgName, cgType }, index) => {
          const count = byCgId.get(cgId)?.length;
          return (
            <li key={cgId}>
              <Link
                to="/environments"
                search={({ q }) => ({ software: cgId, q: typeof q === "string" ? q : "" })}
                className={classes["link"]}
                aria-current={cgId === chosen?.cgId ? "page" : undefined}
                tabIndex={rovingTabIndex(cgId === chosen?.cgId, index, chosen !== undefined)}
                data-roving
                onKeyDown={moveRovingFocus}
                title={t("suffixes", { list: cgType.split(";").join(", ") })}
              >
                <span>{cgName}</span>
                {count !== undefined && (
                  <span className="faint">
                    {count}
                    <span className="visually-hidden"> {t("environmentsOf", { count })}</span>
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
