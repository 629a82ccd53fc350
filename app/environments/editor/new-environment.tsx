import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment } from "../../protocol/environments/environment";
import { failureOf } from "../../protocol/wire/call-error";
import { catalogueQuery } from "../../queries/environments/environments";
import { environmentVersionQuery } from "../../queries/history/recorded-history";
import { LoadFailed } from "../../ui/status/query-state";
import parts from "../parts.module.css";
import { EnvironmentEditor } from "./environment-editor";
import { blankEnvironment, copyOf } from "./environment-rules";
import panelClasses from "./panel.module.css";
import { Header, type PartProps, useOpeningFocus } from "./panel-parts";

/** A new environment, or a copy of one or of a version; the form appears when the offered versions are loaded. */
export function NewEnvironment(props: PartProps) {
  const { search, software, taken, onClose } = props;
  const t = useTranslations("environments");
  const catalogue = useQuery(catalogueQuery(software.cgId));
  const { isCopy, number, version, source, title, missing } = useSource(props);
  const message = (body: ReactNode) => (
    <>
      <Header title={isCopy ? search.env : title} onClose={onClose} />
      {body}
    </>
  );
  for (const [query, asked] of [
    [catalogue, "software"],
    [version, "versions.table"],
  ] as const) {
    if (query.error && !query.data) {
      const retry = () => void query.refetch();
      return message(<LoadFailed failure={failureOf(query.error)} asked={t(asked)} onRetry={retry} />);
    }
  }
  if (!catalogue.data || version.isLoading) return message(<p className={parts["missing"]}>{t("loading")}</p>);
  if (isCopy && !source) return message(<p className={parts["missing"]}>{missing}</p>);
  return (
    <NewEnvironmentForm
      key={`${software.cgId} ${search.act} ${search.env} ${number}`}
      {...props}
      start={source ? copyOf(source, taken, t("copySuffix")) : blankEnvironment(software, catalogue.data)}
      source={source}
      title={title}
    />
  );
}

/** What the new environment is a copy of, if it is one. */
function useSource({ search: { act, env: name, version: number }, software, environments }: PartProps) {
  const t = useTranslations("environments");
  const isCopy = act === "copy";
  const isOfVersion = isCopy && number !== undefined;
  const version = useQuery({ ...environmentVersionQuery(software.cgId, name, number ?? 0), enabled: isOfVersion });
  const found = environments.find((environment) => environment.name === name);
  if (!isCopy) return { isCopy, number, version, source: undefined, title: t("new"), missing: "" };
  if (!isOfVersion) {
    const missing = t("missing", { software: software.cgName });
    return { isCopy, number, version, source: found, title: t("copyOf", { name }), missing };
  }
  const texts = { name, version: number };
  return {
    isCopy,
    number,
    version,
    source: version.data?.environment ?? undefined,
    title: t("versions.titleOf", texts),
    missing: t("versions.missing", texts),
  };
}

function NewEnvironmentForm({
  start,
  source,
  title,
  all,
  taken,
  onGo,
  onClose,
}: PartProps & { start: RenderEnvironment; source: RenderEnvironment | undefined; title: string }) {
  const ref = useOpeningFocus("[data-first-field]");
  return (
    <div ref={ref} className={panelClasses["content"]}>
      <Header title={title} onClose={onClose} />
      <EnvironmentEditor
        kind="add"
        start={start}
        {...(source ? { source } : {})}
        all={all}
        taken={taken}
        onSaved={({ name, cgId }, isSeen) =>
          onGo({ software: cgId, env: isSeen ? name : "", act: "", with: "", version: undefined })
        }
        onCancel={onClose}
      />
    </div>
  );
}
