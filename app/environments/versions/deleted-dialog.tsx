/** The environments of a software that were deleted, each with its versions. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { DeletedEnvironments } from "../../mirror/environment-versions";
import type { Software } from "../../protocol/environments/environment";
import { failureOf } from "../../protocol/wire/call-error";
import { deletedEnvironmentsQuery } from "../../queries/history/recorded-history";
import { Dialog } from "../../ui/dialog/dialog";
import { useFormat } from "../../ui/format/format";
import { LoadFailed } from "../../ui/status/query-state";
import { pluginText } from "../compare/environment-diff";
import classes from "./versions.module.css";

export function DeletedDialog({
  software: { cgId, cgName },
  onOpen,
  onClose,
}: {
  software: Software;
  /** Opens the versions of a deleted environment. */
  onOpen: (name: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations("environments.versions");
  const query = useQuery(deletedEnvironmentsQuery(cgId));
  const title = t("deleted.title", { software: cgName });
  return (
    <Dialog onClose={onClose} title={title} size="lg">
      {query.isPending && <p role="status">{t("loading")}</p>}
      {query.error && (
        <LoadFailed failure={failureOf(query.error)} asked={title} onRetry={() => void query.refetch()} />
      )}
      {query.data && <DeletedList data={query.data} label={title} onOpen={onOpen} />}
    </Dialog>
  );
}

function DeletedList({
  data: { environments, recordingSinceMs },
  label,
  onOpen,
}: {
  data: DeletedEnvironments;
  label: string;
  onOpen: (name: string) => void;
}) {
  const t = useTranslations("environments.versions");
  const format = useFormat();
  if (environments.length === 0) {
    const text = recordingSinceMs === null ? t("never") : t("deleted.none", { when: format.moment(recordingSinceMs) });
    return <p role="status">{text}</p>;
  }
  return (
    <>
      <p className="faint">{t("deleted.help")}</p>
      <table className={classes["versions"]} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t("deleted.name")}</th>
            <th scope="col">{t("deleted.when")}</th>
            <th scope="col">
              <span className="visually-hidden">{t("table")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {environments.map(({ name, atMs, last: { environment } }) => (
            <tr key={name}>
              <th scope="row">
                {name}
                <br />
                <span className="faint">
                  {[environment?.cgVersion, ...(environment?.plugins ?? []).map(pluginText)].join(" · ")}
                </span>
              </th>
              <td>{format.moment(atMs)}</td>
              <td>
                <Button variant="default" aria-label={`${name}: ${t("open")}`} onClick={() => onOpen(name)}>
                  {t("open")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
