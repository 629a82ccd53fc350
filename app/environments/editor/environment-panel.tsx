/** The panel beside the list: one environment, a copy of one, or a new one. */
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment } from "../../protocol/environments/environment";
import { useSidePanel } from "../../ui/browser/use-side-panel";
import { EnvironmentActions } from "../commands/environment-actions";
import { DefaultMark } from "../list/environment-list";
import parts from "../parts.module.css";
import { VersionsEntry } from "../versions/versions-entry";
import { EnvironmentEditor } from "./environment-editor";
import { NewEnvironment } from "./new-environment";
import panelClasses from "./panel.module.css";
import { Header, type PanelProps, type PartProps, useOpeningFocus } from "./panel-parts";

export function EnvironmentPanel(props: PanelProps) {
  const { search, onGo } = props;
  const close = () => {
    const isCopy = search.act === "copy" && search.version === undefined;
    onGo({ env: isCopy ? search.env : "", act: "", with: "", versions: "", version: undefined });
  };
  // Each form moves the focus itself when it opens: to its heading or first field.
  const { panel } = useSidePanel(undefined, close);
  const t = useTranslations("environments");
  return (
    <aside ref={panel} className={panelClasses["panel"]} aria-label={t("panel")}>
      {search.act === "" ? <Existing {...props} onClose={close} /> : <NewEnvironment {...props} onClose={close} />}
    </aside>
  );
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
        <div className={parts["missing"]}>
          <VersionsEntry
            {...{ name: search.env, search, onGo }}
            cgId={software.cgId}
            current={undefined}
            onRestore={({ version }) => onGo({ act: "copy", with: "", versions: "", version })}
          />
        </div>
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
        {(isDirty, onFill) =>
          isGone ? (
            !isDirty && <p className={parts["missing"]}>{t("missing", { software: software.cgName })}</p>
          ) : (
            <EnvironmentActions
              {...{ environment, environments, software, taken, isDirty, search }}
              onDone={focusHeading}
              onFill={onFill}
              onGo={onGo}
            />
          )
        }
      </EnvironmentEditor>
    </div>
  );
}
