/** The panel beside the list: one environment, a copy of one, or a new one. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment, Software } from "../../protocol/environments/environment";
import { catalogueQuery } from "../../queries/environments/environments";
import { failureOf } from "../../queries/http/call-error";
import { useSidePanel } from "../../ui/browser/use-side-panel";
import { LoadFailed } from "../../ui/status/query-state";
import { EnvironmentActions } from "../commands/environment-actions";
import type { EnvironmentSearch } from "../environment-search";
import { DefaultMark } from "../list/environment-list";
import parts from "../parts.module.css";
import { EnvironmentEditor } from "./environment-editor";
import { blankEnvironment, freeName } from "./environment-rules";
import panelClasses from "./panel.module.css";

type PanelProps = {
  readonly search: EnvironmentSearch;
  readonly software: Software;
  readonly all: readonly Software[];
  readonly environments: readonly RenderEnvironment[];
  readonly taken: ReadonlySet<string>;
  readonly onGo: (search: Partial<EnvironmentSearch>) => void;
};

export function EnvironmentPanel(props: PanelProps) {
  const { search, onGo } = props;
  const close = () => onGo({ env: search.act === "copy" ? search.env : "", act: "", with: "" });
  // Each form moves the focus itself when it opens: to its heading or first field.
  const { panel } = useSidePanel(undefined, close);
  const t = useTranslations("environments");
  return (
    <aside ref={panel} className={panelClasses["panel"]} aria-label={t("panel")}>
      {search.act === "" ? <Existing {...props} onClose={close} /> : <NewEnvironment {...props} onClose={close} />}
    </aside>
  );
}

type PartProps = PanelProps & { readonly onClose: () => void };

function Header({ title, mark, onClose }: { title: string; mark?: ReactNode; onClose: () => void }) {
  const t = useTranslations("environments");
  return (
    <header className={panelClasses["header"]}>
      <h2 tabIndex={-1} title={title}>
        {title}
      </h2>
      {mark}
      <ActionIcon variant="subtle" color="gray" aria-label={t("close")} onClick={onClose}>
        <IconX size={16} aria-hidden="true" />
      </ActionIcon>
    </header>
  );
}

/** Moves the focus to a part of the panel when the panel opens or another environment comes into it. */
function useOpeningFocus(selector: string) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = ref.current?.querySelector<HTMLElement>(selector);
    target?.focus();
    if (target instanceof HTMLInputElement) target.select();
  }, [selector]);
  return ref;
}

function Existing({ search, environments, software, all, taken, onGo, onClose }: PartProps) {
  const t = useTranslations("environments");
  const present = environments.find(({ name }) => name === search.env);
  // When the environment is deleted elsewhere, the form keeps the last state, so that the draft is not lost.
  const [last, setLast] = useState(present);
  if (present && present !== last) setLast(present);
  const environment = present ?? last;
  if (!environment || environment.name !== search.env) {
    return (
      <>
        <Header title={search.env} onClose={onClose} />
        <p className={parts["missing"]}>{t("missing", { software: software.cgName })}</p>
      </>
    );
  }
  return (
    <ExistingEnvironment
      key={environment.name}
      {...{ environment, isGone: !present, search, environments, software, all, taken, onGo, onClose }}
    />
  );
}

function ExistingEnvironment({
  environment,
  isGone,
  software,
  environments,
  search,
  all,
  taken,
  onGo,
  onClose,
}: PartProps & { environment: RenderEnvironment; isGone: boolean }) {
  const t = useTranslations("environments");
  const ref = useOpeningFocus("h2");
  const focusHeading = () => ref.current?.querySelector("h2")?.focus();
  return (
    <div ref={ref} className={panelClasses["content"]}>
      <Header title={environment.name} mark={environment.isDefault ? <DefaultMark /> : null} onClose={onClose} />
      <EnvironmentEditor
        kind="update"
        start={environment}
        isGone={isGone}
        all={all}
        taken={taken}
        onSaved={focusHeading}
      >
        {(isDirty) =>
          isGone ? (
            !isDirty && <p className={parts["missing"]}>{t("missing", { software: software.cgName })}</p>
          ) : (
            <EnvironmentActions
              {...{ environment, environments, software, taken, isDirty, search }}
              onDone={focusHeading}
              onGo={onGo}
            />
          )
        }
      </EnvironmentEditor>
    </div>
  );
}

/** A new environment or a copy; the form appears when the offered versions are loaded. */
function NewEnvironment(props: PartProps) {
  const { search, environments, software, onClose } = props;
  const t = useTranslations("environments");
  const catalogue = useQuery(catalogueQuery(software.cgId));
  const source = search.act === "copy" ? environments.find(({ name }) => name === search.env) : undefined;
  if (search.act === "copy" && !source) {
    return (
      <>
        <Header title={search.env} onClose={onClose} />
        <p className={parts["missing"]}>{t("missing", { software: software.cgName })}</p>
      </>
    );
  }
  if (!catalogue.data) {
    return (
      <>
        <Header title={t("new")} onClose={onClose} />
        {catalogue.error ? (
          <LoadFailed failure={failureOf(catalogue.error)} onRetry={() => void catalogue.refetch()} />
        ) : (
          <p className={parts["missing"]}>{t("loading")}</p>
        )}
      </>
    );
  }
  const start = source
    ? { ...source, name: freeName(source.name, t("copySuffix"), props.taken), isDefault: false }
    : blankEnvironment(software, catalogue.data);
  return (
    <NewEnvironmentForm key={`${software.cgId} ${search.act} ${search.env}`} {...props} start={start} source={source} />
  );
}

function NewEnvironmentForm({
  start,
  source,
  all,
  taken,
  onGo,
  onClose,
}: PartProps & { start: RenderEnvironment; source: RenderEnvironment | undefined }) {
  const t = useTranslations("environments");
  const ref = useOpeningFocus("[data-first-field]");
  return (
    <div ref={ref} className={panelClasses["content"]}>
      <Header title={source ? t("copyOf", { name: source.name }) : t("new")} onClose={onClose} />
      <EnvironmentEditor
        kind="add"
        start={start}
        {...(source ? { source } : {})}
        all={all}
        taken={taken}
        onSaved={({ name, cgId }) => onGo({ software: cgId, env: name, act: "", with: "" })}
        onCancel={onClose}
      />
    </div>
  );
}
