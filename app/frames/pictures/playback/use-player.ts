/** A player in a component: its pictures are loaded while it is there, and the clock of the display drives it. */
import { useEffect, useMemo, useState } from "react";
import { loadBitmap } from "../load/load-picture";
import { areAllRefused } from "../load/use-passes";
import { pictureLoader } from "../load/use-pictures";
import { type BitmapCache, createBitmapCache } from "./bitmap-cache";
import { createPlayer, type Player, type Reel } from "./player";

export type Playback = { readonly player: Player; readonly cache: BitmapCache };

/** `start`: name of the frame that is shown first. `reel`: the same object until something changes. */
export function usePlayer(reel: Reel, start: string | null): Playback {
  const [playback] = useState((): Playback => {
    const cache = createBitmapCache({ load: loadBitmap });
    return { cache, player: createPlayer(cache, start) };
  });
  const { player, cache } = playback;
  useEffect(() => cache.subscribe(player.preload), [player, cache]);
  useEffect(() => player.setReel(reel), [player, reel]);
  useEffect(() => cache.clear, [cache]);
  // The contact sheet below checks its pictures later.
  useEffect(() => pictureLoader.hold(), []);
  const isRunning = player.schedule.use(({ speed }) => speed !== 0);
  useEffect(() => {
    if (!isRunning) return;
    let request = 0;
    const onFrame = (nowMs: number) => {
      player.tick(nowMs);
      request = requestAnimationFrame(onFrame);
    };
    request = requestAnimationFrame(onFrame);
    return () => cancelAnimationFrame(request);
  }, [player, isRunning]);
  return playback;
}

/** The time between two updates of figures over all pictures, ms: their cost grows with the number of frames. */
const UPDATE_MS = 250;

/** Access to the loaded pictures, and how many the memory holds; another object when there are new ones. */
export type LoadedPictures = { readonly get: BitmapCache["get"]; readonly capacity: number | null };

export function useLoadedPictures(cache: BitmapCache): LoadedPictures {
  const [loaded, setLoaded] = useState<LoadedPictures>({ get: cache.get, capacity: null });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = cache.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setLoaded({ get: cache.get, capacity: cache.capacity() });
      }, UPDATE_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [cache]);
  return loaded;
}

/** How many of the frames are loaded, without a picture, or failed. */
export function useLoadFigures({ frames }: Reel, loaded: LoadedPictures) {
  return useMemo(() => {
    const urls = frames.map(({ url }) => url).filter((url) => url !== null);
    const ended = urls.map((url) => loaded.get(url)).filter((picture) => picture !== undefined);
    const faults = ended.filter((picture) => picture.kind === "fault").map(({ fault }) => fault);
    return {
      total: urls.length,
      ended: ended.length,
      faults: faults.length,
      notDone: frames.length - urls.length,
      isDoubtful: areAllRefused(ended.length, faults),
    };
  }, [frames, loaded]);
}
