/** The one loader of the page, in components. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { loadPicture } from "./load-picture";
import { createPictureLoader } from "./picture-loader";
import type { PictureResult } from "./picture-result";

export const pictureLoader = createPictureLoader({ load: loadPicture });

/** The time between two updates of figures over all pictures, ms: their cost grows with the number of frames. */
const UPDATE_MS = 500;

/** Loads a picture while the component shows it; undefined: it is not loaded yet, or `url` is null. */
export function usePicture(url: string | null): PictureResult | undefined {
  useEffect(() => (url === null ? undefined : pictureLoader.want([url], "view")), [url]);
  return useSyncExternalStore(pictureLoader.subscribe, () => (url === null ? undefined : pictureLoader.result(url)));
}

/** Access to the results; another object when there are new ones. */
export type PictureResults = { readonly of: (url: string) => PictureResult | undefined };

/** Loads pictures while the component shows figures over them. */
export function usePictures(urls: readonly string[]): PictureResults {
  const [results, setResults] = useState<PictureResults>({ of: pictureLoader.result });
  useEffect(() => pictureLoader.want(urls, "check"), [urls]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = () => {
      timer = undefined;
      setResults({ of: pictureLoader.result });
    };
    const unsubscribe = pictureLoader.subscribe(() => {
      timer ??= setTimeout(update, UPDATE_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, []);
  return results;
}
