import { IconStarFilled } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { MAYA, type RenderEnvironment } from "../../protocol/environments/environment";
import { pluginText } from "../compare/environment-diff";
import parts from "../parts.module.css";
import classes from "./environment-list.module.css";
import { moveRovingFocus, rovingTabIndex } from "./roving-focus";

/** The environments of one software as a table; the name opens one in the panel. */
export function EnvironmentList({
  environments,
  cgId,
  open,
}: {
  environments: readonly RenderEnvironment[];
  cgId: number;
  open: string;
}) {
  const t = useTranslations("environments");
  const hasCurrent = environments.some(({ name }) => name === open);
  return (
    <table className={classes["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("field.name")}</th>
          <th scope="col">{t("field.default")}</th>
          <th scope="col">{t("field.version")}</th>
          <th scope="col" className={classes["wide"]}>
            {t("field.system")}
          </th>
          {cgId === MAYA && (
            <th scope="col" className={classes["wide"]}>
              {t("field.layerType")}
            </th>
          )}
          <th scope="col" className={classes["wide"]}>
            {t("field.plugins")}
          </th>
        </tr>
      </thead>
      <tbody data-roving-list>
        {environments.map((environment, index) => {
          const { name, cgVersion, system, layerType, isDefault, plugins } = environment;
          const current = name === open;
          const texts = plugins.map(pluginText);
          return (
            <tr key={name} data-current={current || undefined}>
              <th scope="row">
                <Link
                  to="/environments"
                  search={({ q }) => ({ software: cgId, env: name, q: typeof q === "string" ? q : "" })}
                  className={classes["name"]}
                  aria-current={current ? "true" : undefined}
                  tabIndex={rovingTabIndex(current, index, hasCurrent)}
                  data-roving
                  onKeyDown={moveRovingFocus}
                  title={name}
                >
                  {name}
                </Link>
              </th>
              <td>{isDefault && <DefaultMark />}</td>
              <td>{cgVersion}</td>
              <td className={classes["wide"]}>{t(`system.${system ?? "unknown"}`)}</td>
              {cgId === MAYA && <td className={classes["wide"]}>{t(`layerType.${layerType}`)}</td>}
              <td className={classes["wide"]} title={texts.join("\n")}>
                <span className={classes["plugins"]}>
                  {texts.length === 0 ? <span className="faint">{t("noPlugins")}</span> : texts.join(" · ")}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The mark of a default environment: glyph and word. */
export function DefaultMark() {
  const t = useTranslations("environments");
  return (
    <span className={parts["default"]}>
      <IconStarFilled size={11} aria-hidden="true" /> {t("isDefault")}
    </span>
  );
}
