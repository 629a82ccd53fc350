/** The search parameters of the page: the part of its state that a colleague with the link sees as well. */
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { type TaskSearch, viewKeyOf } from "./task-search";

const route = getRouteApi("/tasks");

export const useTaskSearch = (): TaskSearch => route.useSearch();

/** Single parameters, for components that must not render when another one changes. */
export const useSortParameter = () => route.useSearch({ select: ({ sort }) => sort });
export const useColumnsParameter = () => route.useSearch({ select: ({ columns }) => columns });
export const useOpenParameter = () => route.useSearch({ select: ({ open }) => open });

/** Filters and sort as one text: the same view lists the same tasks in the same order. */
export const useViewParameter = () =>
  route.useSearch({
    select: viewKeyOf,
  });

type SearchChange = Partial<TaskSearch> | ((current: TaskSearch) => Partial<TaskSearch>);

export type ChangeSearch = (change: SearchChange, replace?: boolean) => void;

/** Changes some parameters; `replace` false adds an entry to the browser's history. The function stays the same value. */
export function useChangeSearch(): ChangeSearch {
  const navigate = route.useNavigate();
  return useCallback(
    (change, replace = true) =>
      void navigate({
        search: (current) => ({ ...current, ...(typeof change === "function" ? change(current) : change) }),
        replace,
        state: { isListAsLeft: true },
      }),
    [navigate],
  );
}
