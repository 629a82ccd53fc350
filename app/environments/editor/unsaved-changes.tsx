import { useTranslations } from "use-intl";
import type { RenderEnvironment } from "../../protocol/environments/environment";
import { DifferenceList } from "../compare/difference-list";
import type { Difference } from "../compare/environment-diff";
import panelClasses from "./panel.module.css";

/** The changes that saving would send; of a copy, its differences from the original. */
export function UnsavedChanges({
  changes,
  source,
}: {
  changes: readonly Difference[];
  /** The original of a copy. */
  source: RenderEnvironment | undefined;
}) {
  const t = useTranslations("environments");
  if (changes.length === 0) return null;
  const title = source ? t("changesFrom", { name: source.name }) : t("changes");
  return (
    <section className={panelClasses["changes"]} aria-live="polite">
      <h3>{title}</h3>
      <DifferenceList
        differences={changes}
        label={title}
        before={source ? t("diff.original") : t("diff.saved")}
        after={t("diff.here")}
      />
    </section>
  );
}
