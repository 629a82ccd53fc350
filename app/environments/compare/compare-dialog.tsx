/** The differences of two environments of the same software. The URL names both. */
import { NativeSelect } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { RenderEnvironment } from "../../protocol/environments/environment";
import { Dialog } from "../../ui/dialog/dialog";
import parts from "../parts.module.css";
import { DifferenceList } from "./difference-list";
import { differences } from "./environment-diff";

export function CompareDialog({
  environments,
  left,
  right,
  onRight,
  onClose,
}: {
  environments: readonly RenderEnvironment[];
  left: RenderEnvironment;
  /** Name of the other environment. */
  right: string;
  onRight: (name: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations("environments");
  const others = environments.filter(({ name }) => name !== left.name);
  const other = others.find(({ name }) => name === right);
  const changes = other ? differences(left, other) : [];
  return (
    <Dialog onClose={onClose} title={t("compare.title")} size="lg">
      <p className={parts["long"]}>{t("compare.left", { name: left.name })}</p>
      <NativeSelect
        label={t("compare.right")}
        size="xs"
        value={other ? other.name : ""}
        onChange={(event) => onRight(event.currentTarget.value)}
        data={[...(other ? [] : [{ value: "", label: t("choose") }]), ...others.map(({ name }) => name)]}
        data-autofocus
      />
      {right !== "" && !other && <p role="status">{t("compare.missing", { name: right })}</p>}
      {other && (
        <div role="status" className={parts["compared"]}>
          {changes.length === 0 ? (
            <p>{t("compare.same")}</p>
          ) : (
            <>
              <p className="faint">{t("compare.count", { count: changes.length })}</p>
              <DifferenceList differences={changes} label={t("compare.title")} before={left.name} after={other.name} />
            </>
          )}
        </div>
      )}
    </Dialog>
  );
}
