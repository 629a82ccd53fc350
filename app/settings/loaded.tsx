/** The content of a section: loading, failed, or the data, with a note when only the last refresh failed. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../protocol/wire/call-error";
import { LoadFailed } from "../ui/status/query-state";
import { ReadFailure } from "../ui/status/read-failure";
import type { SettingsSection } from "./settings-search";

type LoadedQuery<T> = {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
};

export function Loaded<T>({
  query,
  section,
  children,
}: {
  query: LoadedQuery<T>;
  section: SettingsSection;
  children: (data: T) => ReactNode;
}) {
  const t = useTranslations("settings");
  const { data, error, refetch } = query;
  if (data === undefined) {
    return error ? (
      <LoadFailed failure={failureOf(error)} asked={t(`section.${section}`)} onRetry={() => void refetch()} />
    ) : (
      <p className="faint" role="status">
        {t("loading")}
      </p>
    );
  }
  return (
    <>
      {error ? (
        <p className="tone" data-tone="halted" role="status">
          {t("kept")} <ReadFailure failure={failureOf(error)} asked={t(`section.${section}`)} />
          <Button variant="default" onClick={() => void refetch()}>
            {t("retry")}
          </Button>
        </p>
      ) : null}
      {children(data)}
    </>
  );
}
