import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { transferBidQuery } from "../../queries/tasks/new-tasks";
import { CopyButton } from "../../ui/controls/copy-button";
import classes from "./new-task.module.css";

const transferFields = ["input_bid", "config_bid", "output_bid"] as const;

/** The ids with which the transfer client uploads the files of a new task. */
export function TransferIds() {
  const t = useTranslations("task.new");
  const { data, error, refetch } = useQuery(transferBidQuery);
  if (error) {
    return (
      <p>
        {t("transferFailed")}{" "}
        <Button variant="default" onClick={() => void refetch()}>
          {t("retry")}
        </Button>
      </p>
    );
  }
  return (
    <>
      <h3 className={classes["section"]}>{t("transfer")}</h3>
      <dl className={classes["transfer"]}>
        {transferFields.map((field) => (
          <div key={field}>
            <dt>{t(field)}</dt>
            <dd>
              {data?.[field] ?? "…"} {data && <CopyButton text={data[field]} what={t(field)} />}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
