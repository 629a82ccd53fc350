/** The command palette: pages, tasks by name or id, actions on the selection, settings. */
import { MantineThemeProvider } from "@mantine/core";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.css";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { searchText } from "../../protocol/tasks/task-search-text";
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { foldText } from "../../protocol/wire/fold-text";
import { taskHistoryQuery } from "../../queries/tasks/task-history-query";
import { useFocusReturn } from "../../ui/dialog/focus-return";
import { usePublishedActions } from "../../ui/status/page-actions";
import { useTaskStatusLabel } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import { type Preferences, setPreferences, usePreferences } from "../../ui/storage/preferences";
import classes from "./palette.module.css";
import { type Entry, useAccountEntries, usePageEntries, useViewEntries } from "./places";

/** Tasks listed for a search; more terms narrow it down. */
const LISTED_TASKS = 8;

/** The scrolling list must be focusable, since its entries are not. */
const theme = { components: { ScrollAreaAutosize: { defaultProps: { viewportProps: { tabIndex: 0 } } } } };

type Props = {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** The search field has the focus. */
  readonly onReady: () => void;
  readonly onClose: () => void;
  readonly onHelp: () => void;
};

export function CommandPalette(props: Props) {
  return (
    <MantineThemeProvider theme={theme} inherit>
      <Palette {...props} />
    </MantineThemeProvider>
  );
}

function Palette({ query, onQuery, onReady, onClose, onHelp }: Props) {
  const t = useTranslations("shell.palette");
  // A store that was opened: with `forceOpened` alone, Spotlight does not report that it closes.
  const [[store, { open }]] = useState(createSpotlight);
  useEffect(open, [open]);
  useFocusReturn();
  const terms = useMemo(() => foldText(query).split(/\s+/).filter(Boolean), [query]);
  const matches = (label: string) => terms.every((term) => foldText(label).includes(term));
  const settings = useSettingEntries(onHelp);
  const tasks = useTaskEntries(terms);
  const groups: readonly { readonly title: string; readonly entries: readonly Entry[] }[] = [
    { title: t("actions"), entries: usePublishedActions().filter(({ label }) => matches(label)) },
    { title: t("pages"), entries: usePageEntries().filter(({ label }) => matches(label)) },
    { title: t("tasks"), entries: tasks },
    { title: t("views"), entries: useViewEntries().filter(({ label }) => matches(label)) },
    { title: t("accounts"), entries: useAccountEntries().filter(({ label }) => matches(label)) },
    { title: t("settings"), entries: settings.filter(({ label }) => matches(label)) },
  ];
  const nonEmpty = groups.filter((group) => group.entries.length > 0);
  const [selected, setSelected] = useState(-1);
  const selectedText = nonEmpty.flatMap(({ title, entries }) => entries.map(({ label }) => `${label}, ${title}`))[
    selected
  ];
  return (
    <Spotlight.Root
      store={store}
      forceOpened
      centered={false}
      query={query}
      onQueryChange={onQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight="60vh"
      lockScroll={false}
      overlayProps={{ backgroundOpacity: 0.35 }}
      title={t("open")}
      classNames={{ action: classes["action"] ?? "", header: "visually-hidden" }}
    >
      <Spotlight.Search
        placeholder={t("placeholder")}
        aria-label={t("open")}
        onKeyUp={() => setSelected(store.getState().selected)}
        onFocus={({ currentTarget }) => {
          // The field contains the keys typed before it appeared: typing continues behind them.
          currentTarget.setSelectionRange(currentTarget.value.length, currentTarget.value.length);
          onReady();
        }}
      />
      {/* The arrow keys move the selection, not the focus: this announces it. */}
      <span role="status" className="visually-hidden">
        {selectedText}
      </span>
      <Spotlight.ActionsList>
        {nonEmpty.map((group) => (
          <Spotlight.ActionsGroup key={group.title} label={group.title}>
            {group.entries.map((entry) => (
              <Spotlight.Action
                key={entry.id}
                onClick={() => {
                  onClose();
                  entry.run();
                }}
              >
                <span className={classes["entry"]}>
                  <TailName name={entry.label} />
                  {entry.description && <span>{entry.description}</span>}
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {nonEmpty.length === 0 && <Spotlight.Empty>{t("nothing")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Tasks whose text contains all terms; none for an empty search. */
function useTaskEntries(terms: readonly string[]): readonly Entry[] {
  const t = useTranslations("shell.palette");
  const router = useRouter();
  const label = useTaskStatusLabel();
  const { data: history } = useQuery({ ...taskHistoryQuery("off"), enabled: false });
  return useMemo(() => {
    if (terms.length === 0 || !history) return [];
    const has = (text: string) => terms.every((term) => text.includes(term));
    const nodes = [...history.nodes.values()].filter((node) => has(searchText(node)));
    // A match in a task's name comes before a match in its project or user.
    const isNamed = ({ task }: TaskNode) => has(foldText(`${task.sceneName} ${task.id} ${task.alias}`));
    const ranked = [...nodes.filter(isNamed), ...nodes.filter((node) => !isNamed(node))];
    const found = ranked.slice(0, LISTED_TASKS).map(({ task, rollUp }) => ({
      id: `task-${task.id}`,
      label: task.sceneName,
      description: `${task.alias} · ${label(taskStatus(rollUp.statusCode), { stuck: rollUp.isStuck, failed: rollUp.counts.failed })}`,
      run: () => void router.navigate({ to: "/tasks", search: { task: task.id } }),
    }));
    const [first, ...others] = ranked;
    // One task is meant: its frames are one step away as well.
    if (first === undefined || others.length > 0) return found;
    const { id, sceneName } = first.task;
    const frames = {
      id: `frames-${id}`,
      label: t("framesOf", { name: sceneName }),
      run: () => void router.navigate({ to: "/tasks/$taskId", params: { taskId: String(id) } }),
    };
    return [...found, frames];
  }, [terms, history, label, router, t]);
}

function useSettingEntries(onHelp: () => void): readonly Entry[] {
  const t = useTranslations("shell.palette");
  const { density, polling } = usePreferences();
  const set = (id: Parameters<typeof t>[0], change: Partial<Preferences>): Entry => ({
    id,
    label: t(id),
    run: () => setPreferences(change),
  });
  return [
    set("toLight", { theme: "light" }),
    set("toDark", { theme: "dark" }),
    set("toSystem", { theme: "auto" }),
    set("toEnglish", { language: "en" }),
    set("toChinese", { language: "zh" }),
    density === "compact" ? set("normal", { density: "normal" }) : set("compact", { density: "compact" }),
    set("zoneLocal", { timeZone: "local" }),
    set("zoneFarm", { timeZone: "farm" }),
    set("zoneUtc", { timeZone: "utc" }),
    polling === "off" ? set("resume", { polling: "auto" }) : set("pause", { polling: "off" }),
    { id: "help", label: t("help"), run: onHelp },
  ];
}
