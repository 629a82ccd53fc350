/** The recorded versions of an environment: two of them compared, and any of them restored into the form. */
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { EnvironmentVersion } from "../../mirror/environment-versions";
import type { RenderEnvironment } from "../../protocol/environments/environment";
import { failureOf } from "../../protocol/wire/call-error";
import { environmentVersionsQuery } from "../../queries/history/recorded-history";
import { Dialog } from "../../ui/dialog/dialog";
import { useFormat } from "../../ui/format/format";
import { LoadFailed } from "../../ui/status/query-state";
import { usePreferences } from "../../ui/storage/preferences";
import { DifferenceList } from "../compare/difference-list";
import { differences } from "../compare/environment-diff";
import parts from "../parts.module.css";
import { pairOf, pairText, type VersionPair } from "./version-pair";
import { VersionTable } from "./version-table";
import classes from "./versions.module.css";

export type VersionsDialogProps = {
  readonly cgId: number;
  readonly name: string;
  /** The environment as the farm has it; undefined: it was deleted. */
  readonly current: RenderEnvironment | undefined;
  /** The pair on the URL; see EnvironmentSearch. */
  readonly pair: string;
  /** Why no version can be restored now. */
  readonly obstacle?: string | undefined;
  readonly onPair: (pair: string) => void;
  readonly onRestore: (version: EnvironmentVersion) => void;
  readonly onClose: () => void;
};

export function VersionsDialog({
  cgId,
  name,
  current,
  pair,
  obstacle,
  onPair,
  onRestore,
  onClose,
}: VersionsDialogProps) {
  const t = useTranslations("environments.versions");
  const { polling } = usePreferences();
  const query = useInfiniteQuery(environmentVersionsQuery(cgId, name, polling));
  const versions = query.data?.pages.flatMap((page) => page.versions) ?? [];
  const shown = pairOf(versions, pair);
  return (
    <Dialog onClose={onClose} title={t("title", { name })} size="xl">
      {query.isPending && <p role="status">{t("loading")}</p>}
      {query.error && (
        <LoadFailed
          failure={failureOf(query.error)}
          asked={t("title", { name })}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && <Since sinceMs={query.data.pages[0]?.recordingSinceMs ?? null} isEmpty={versions.length === 0} />}
      {versions.length > 0 && (
        <div className={classes["scroll"]}>
          <VersionTable
            versions={versions}
            current={current}
            pair={shown}
            obstacle={obstacle}
            onPair={(from, to) => onPair(pairText({ from, to }))}
            onRestore={onRestore}
          />
        </div>
      )}
      {query.hasNextPage && (
        <Button variant="default" mt="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      {versions.length === 1 && <p className="faint">{t("only")}</p>}
      {shown && <Compared pair={shown} />}
    </Dialog>
  );
}

function Since({ sinceMs, isEmpty }: { sinceMs: number | null; isEmpty: boolean }) {
  const t = useTranslations("environments.versions");
  const format = useFormat();
  if (sinceMs === null) return isEmpty ? <p role="status">{t("never")}</p> : null;
  const when = format.moment(sinceMs);
  return isEmpty ? <p role="status">{t("none", { when })}</p> : <p className="faint">{t("help", { when })}</p>;
}

function Compared({ pair: { from, to } }: { pair: VersionPair }) {
  const t = useTranslations("environments.versions");
  const format = useFormat();
  const changes = differences(from.environment, to.environment);
  const label = t("difference", { from: from.version, to: to.version });
  const nameOf = ({ version, atMs }: EnvironmentVersion) => t("versionAt", { version, when: format.moment(atMs) });
  return (
    <section className={parts["compared"]} aria-live="polite" aria-label={label}>
      {from.version === to.version ? (
        <p>{t("one")}</p>
      ) : changes.length === 0 ? (
        <p>{t("same")}</p>
      ) : (
        <DifferenceList differences={changes} label={label} before={nameOf(from)} after={nameOf(to)} kinds />
      )}
    </section>
  );
}
