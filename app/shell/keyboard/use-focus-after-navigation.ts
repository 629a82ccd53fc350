import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** Whoever goes to another page by a key stands at its beginning: what had the focus is gone with the page before. */
export function useFocusAfterNavigation(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        if (!fromLocation || !pathChanged || !lost) return;
        const page = document.getElementById("page");
        const title = page?.querySelector("h1");
        title?.setAttribute("tabindex", "-1");
        (title ?? page)?.focus();
      }),
    [router],
  );
}
