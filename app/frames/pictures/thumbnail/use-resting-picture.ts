import { useEffect, useSyncExternalStore } from "react";
import type { PictureResult } from "../load/picture-result";
import { pictureLoader } from "../load/use-pictures";

/** Rows that scroll past load nothing: neither the farm nor the page works for pictures that nobody sees. */
const RESTS_AFTER_MS = 120;

/** As usePicture, but the load begins when the row has been there for a moment. `url` null: nothing is loaded. */
export function useRestingPicture(url: string | null): PictureResult | undefined {
  useEffect(() => {
    if (url === null || pictureLoader.result(url)?.kind === "ready") return;
    let release: (() => void) | undefined;
    const timer = setTimeout(() => {
      release = pictureLoader.want([url], "view");
    }, RESTS_AFTER_MS);
    return () => {
      clearTimeout(timer);
      release?.();
    };
  }, [url]);
  return useSyncExternalStore(pictureLoader.subscribe, () => (url === null ? undefined : pictureLoader.result(url)));
}
