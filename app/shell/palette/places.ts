/** The places that the palette leads to besides tasks: pages, views of the list, and the other accounts of the server. */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { userProfileQuery } from "../../queries/account/user-profile";
import { healthQuery } from "../../queries/http/health";
import { teamState } from "../../queries/team/team-state";
import { accountAddress } from "../../state/account";
import { builtInSearch, builtInViews, urlOfBuiltIn, urlOfShared } from "../../tasks/toolbar/current-view";
import { useSavedViews } from "../../tasks/toolbar/saved-views";
import { readTaskSearch } from "../../tasks/view/task-search";

export type Entry = {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly run: () => void;
};

const pages = ["tasks", "monitor", ...(__LIVE__ ? (["history"] as const) : []), "environments", "settings"] as const;

export function usePageEntries(): readonly Entry[] {
  const t = useTranslations("shell.palette");
  const nav = useTranslations("shell.nav");
  const router = useRouter();
  return [
    ...pages.map((page) => ({ id: page, label: nav(page), run: () => void router.navigate({ to: `/${page}` }) })),
    { id: "report", label: t("report"), run: () => void router.navigate({ to: "/tasks/report" }) },
  ];
}

/** The views saved in this browser, those that everybody has, and the built-in ones that are possible. */
export function useViewEntries(): readonly Entry[] {
  const t = useTranslations("task.views.builtIn");
  const router = useRouter();
  const saved = useSavedViews();
  const shared = teamState.use((team) => team?.views) ?? [];
  const { data: user = null } = useQuery({ ...userProfileQuery, select: ({ userName }) => userName });
  const open = (view: string, search: Readonly<Record<string, string>>) => () =>
    void router.navigate({ to: "/tasks", search: { ...readTaskSearch(search), view } });
  return [
    ...builtInViews.flatMap((view) => {
      const search = builtInSearch(view, user);
      return search === null ? [] : [{ id: `view-${view}`, label: t(view), run: open(urlOfBuiltIn(view), search) }];
    }),
    ...shared.map(({ name, search }) => ({
      id: `shared ${name}`,
      label: name,
      run: open(urlOfShared(name), search),
    })),
    ...saved.map(({ name, search }) => ({ id: `view ${name}`, label: name, run: open(name, search) })),
  ];
}

/** The other accounts of the server and the page of all; none where there is one account. */
export function useAccountEntries(): readonly Entry[] {
  const nav = useTranslations("shell.nav");
  const router = useRouter();
  const { data: health } = useQuery(healthQuery);
  const { own, all = [] } = health?.accounts ?? {};
  if (all.length < 2) return [];
  return [
    { id: "all", label: nav("allAccounts"), run: () => void router.navigate({ to: "/all" }) },
    ...all
      .filter(({ name }) => name !== own)
      .map(({ name, title }) => ({
        id: `account-${name}`,
        label: title,
        run: () => window.location.assign(accountAddress(name, "tasks")),
      })),
  ];
}
