/** Which frame the large preview shows, and why: the pointer rests on its picture, or the user has opened it. */
import { createStore } from "../../../state/create-store";

export type Preview = {
  readonly frameId: number;
  /** `pointer`: it closes when the pointer leaves. `user`: it stays until the user closes it. */
  readonly by: "pointer" | "user";
};

export type PreviewStore = ReturnType<typeof createPreviewStore>;

/** The pointer rests this long on a picture before the preview opens: a way across the table opens none. */
export const OPEN_AFTER_MS = 350;
/** Long enough for the way from the picture to the preview. */
export const CLOSE_AFTER_MS = 200;

/** One per table. */
export function createPreviewStore() {
  const state = createStore<Preview | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (run: () => void, ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  const set = (next: Preview | null) => {
    clearTimeout(timer);
    state.set(next);
  };
  const isOpenByUser = () => state.get()?.by === "user";
  const close = () => set(null);
  return {
    use: state.use,
    get: state.get,
    close,
    /** The pointer is on the picture of a frame. */
    enter: (frameId: number) => {
      if (isOpenByUser()) return;
      const show = () => set({ frameId, by: "pointer" });
      // From one picture to the next: the user is looking already.
      if (state.get()) show();
      else later(show, OPEN_AFTER_MS);
    },
    /** The pointer has left the picture or the preview. */
    leave: () => {
      if (state.get()?.by === "pointer") later(close, CLOSE_AFTER_MS);
      else clearTimeout(timer);
    },
    /** The pointer has reached the preview. */
    stay: () => clearTimeout(timer),
    /** Opens the preview until the user closes it; closes it where it shows this frame already. */
    toggle: (frameId: number) => {
      if (isOpenByUser() && state.get()?.frameId === frameId) close();
      else set({ frameId, by: "user" });
    },
    /** The focus has moved to another frame: an open preview follows. */
    follow: (frameId: number) => {
      if (isOpenByUser() && state.get()?.frameId !== frameId) set({ frameId, by: "user" });
    },
    /** A preview by the pointer would stay beside rows that scroll away. */
    scrolled: () => {
      if (!isOpenByUser()) close();
    },
  };
}
