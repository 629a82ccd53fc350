/** The machine type: the one in use is marked, unavailable ones are disabled with the reason. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { softwareName } from "../../protocol/environments/software";
import type { Hardware } from "../../protocol/tasks/hardware";
import { failureOf } from "../../protocol/wire/call-error";
import { useCapability } from "../../queries/http/capabilities";
import { hardwareQuery } from "../../queries/tasks/hardware";
import { ReadFailure } from "../../ui/status/read-failure";
import classes from "./change.module.css";
import { ChangeGroup, type FieldProps } from "./change-fields";
import { useChangeLabels } from "./change-labels";
import { hardwareIdsOf, softwareOf } from "./change-plan";

export function HardwareField({ refs, draft, onDraft }: FieldProps) {
  const t = useTranslations("current.change");
  const labels = useChangeLabels();
  const name = useId();
  const { has, refusal } = useCapability("hardware");
  const { data, error, refetch } = useQuery({
    ...hardwareQuery(hardwareIdsOf(refs)),
    enabled: has && refusal === null,
  });
  const software = softwareOf(refs);
  const reason = ({ isAvailable, excludedSoftware }: Hardware) => {
    const excluded = software.filter((cgId) => excludedSoftware.includes(cgId));
    if (!isAvailable) return t("switchedOff");
    return excluded.length > 0 ? t("notFor", { software: excluded.map(softwareName).join(", ") }) : null;
  };
  const option = (key: string, checked: boolean, disabled: boolean, onChoose: () => void, label: React.ReactNode) => (
    <li key={key}>
      <label data-disabled={disabled || undefined}>
        <input type="radio" name={name} checked={checked} disabled={disabled} onChange={onChoose} />
        {label}
      </label>
    </li>
  );
  return (
    <ChangeGroup capability="hardware" title={t("what.hardware")}>
      {!data && !error && refusal === null && (
        <p className="faint" role="status">
          {t("asking")}
        </p>
      )}
      {error && refusal === null && (
        <p role="alert">
          <ReadFailure failure={failureOf(error)} asked={t("what.hardware")} />
          <Button variant="default" size="compact-xs" onClick={() => void refetch()}>
            {t("again")}
          </Button>
        </p>
      )}
      {data && (
        <ul className={classes["machines"]}>
          {option("none", draft.hardware === null, false, () => onDraft({ ...draft, hardware: null }), t("leave"))}
          {data.rows.map((hardware) => {
            const why = reason(hardware);
            return option(
              String(hardware.id),
              draft.hardware?.id === hardware.id,
              why !== null,
              () => onDraft({ ...draft, hardware }),
              <>
                <bdi>{labels.hardware(hardware)}</bdi>
                {hardware.isCurrent && <strong>{t("inUse")}</strong>}
                {why && <span className="faint">{why}</span>}
              </>,
            );
          })}
        </ul>
      )}
    </ChangeGroup>
  );
}
