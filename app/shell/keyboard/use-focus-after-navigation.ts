import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** After keyboard navigation the focus moves to the title of the new page: the element that had it was unmounted. */
export function useFocusAfterNavigation(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        const hasFocus = document.activeElement !== null && document.activeElement !== document.body;
        if (!fromLocation || !pathChanged || hasFocus) return;
        const page = document.getElementById("page");
        const title = page?.querySelector("h1");
        title?.setAttribute("tabindex", "-1");
        (title ?? page)?.focus();
      }),
    [router],
  );
}
