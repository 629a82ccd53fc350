/** What both forms of the panel share: heading and focus. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { RenderEnvironment, Software } from "../../protocol/environments/environment";
import type { EnvironmentSearch } from "../environment-search";
import panelClasses from "./panel.module.css";

export type PanelProps = {
  readonly search: EnvironmentSearch;
  readonly software: Software;
  readonly all: readonly Software[];
  readonly environments: readonly RenderEnvironment[];
  readonly taken: ReadonlySet<string>;
  readonly onGo: (search: Partial<EnvironmentSearch>) => void;
};

export type PartProps = PanelProps & { readonly onClose: () => void };

export function Header({ title, mark, onClose }: { title: string; mark?: ReactNode; onClose: () => void }) {
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
export function useOpeningFocus(selector: string) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = ref.current?.querySelector<HTMLElement>(selector);
    target?.focus();
    if (target instanceof HTMLInputElement) target.select();
  }, [selector]);
  return ref;
}
