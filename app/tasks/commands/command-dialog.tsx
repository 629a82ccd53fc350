/** The dialog of a command: buttons, menus and keys open it here, and it is drawn here. The page only reads whether it is open. */
import { createContext, Suspense, useCallback, useContext, useEffect } from "react";
import type { TaskIndex } from "../../protocol/tasks/task-index";
import { createStore, type Store } from "../../state/create-store";
import { lazyNamed } from "../../ui/browser/lazy-named";
import type { FramesAct, FramesByLeaf } from "../needs/frames/frames-act";
import type { TaskCommand } from "./task-commands";

const CommandContent = lazyNamed(() => import("./command-content"), "CommandContent");

export type OpenCommand =
  /** "messages": failed frames by message. */
  | { readonly command: TaskCommand | "messages"; readonly ids: readonly number[] }
  /** Single frames, from what needs a user. */
  | { readonly command: "frames"; readonly act: FramesAct; readonly frames: FramesByLeaf };

/** Made once per page; null while no dialog is open. */
export const createOpenCommand = (): Store<OpenCommand | null> => createStore<OpenCommand | null>(null);

export const OpenCommandContext = createContext<Store<OpenCommand | null> | null>(null);

function useOpenCommandStore(): Store<OpenCommand | null> {
  const store = useContext(OpenCommandContext);
  if (store === null) throw new Error("No OpenCommandContext above this component");
  return store;
}

/** Opens the dialog of a command for some tasks and layers. */
export function useOpenDialog(): (command: TaskCommand, ids: readonly number[]) => void {
  const store = useOpenCommandStore();
  return useCallback((command, ids) => store.set({ command, ids }), [store]);
}

/** Opens the failed frames of some tasks and layers by message. */
export function useOpenMessages(): (ids: readonly number[]) => void {
  const store = useOpenCommandStore();
  return useCallback((ids) => store.set({ command: "messages", ids }), [store]);
}

/** Opens the dialog of an act on single frames. */
export function useOpenFramesDialog(): (act: FramesAct, frames: FramesByLeaf) => void {
  const store = useOpenCommandStore();
  return useCallback((act, frames) => store.set({ command: "frames", act, frames }), [store]);
}

/** The store of the page in view, for what outlasts a page, such as a toast. */
let storeInView: Store<OpenCommand | null> | null = null;

/** Opens the dialog of a command on the Tasks page in view. Returns false if another page is. */
export function openDialogInView(open: OpenCommand): boolean {
  storeInView?.set(open);
  return storeInView !== null;
}

/** The open dialog. `onClosed` runs after it has closed. */
export function CommandDialog({ index, onClosed }: { index: TaskIndex; onClosed: () => void }) {
  const store = useOpenCommandStore();
  const open = store.use();
  useEffect(() => {
    storeInView = store;
    return () => {
      storeInView = null;
    };
  }, [store]);
  if (open === null) return null;
  const onClose = () => {
    store.set(null);
    onClosed();
  };
  return (
    <Suspense fallback={null}>
      <CommandContent open={open} index={index} onClose={onClose} />
    </Suspense>
  );
}
