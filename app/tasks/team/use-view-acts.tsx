/** What people do with views that everybody has: give one, change it, pin it and take it away. */
import { Button, Group } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { SharedView } from "../../protocol/team/team-views";
import { Dialog } from "../../ui/dialog/dialog";
import { visibleName } from "../../ui/status/tail-name";
import { type TeamWrite, useTeamWrite } from "./use-team-write";

/** A view as it is given to everybody: search parameters as on the URL, and a column layout as stored. */
export type ViewToShare = {
  readonly name: string;
  readonly search: Readonly<Record<string, string>>;
  readonly columns: unknown;
};

export type SharedViewActs = {
  /** `before`: the shared view that this one replaces; null: there is none of its name. */
  readonly share: (view: ViewToShare, before: SharedView | null) => void;
  readonly pin: (view: SharedView, isPinned: boolean) => void;
  /** Asks first. */
  readonly remove: (view: SharedView) => void;
};

/** `onBegin` and `onEnd` are called around each act: a dialog may be open meanwhile. */
export function useViewActs({ onBegin, onEnd }: { readonly onBegin: () => void; readonly onEnd: () => void }): {
  readonly acts: SharedViewActs;
  readonly dialogs: ReactNode;
} {
  const t = useTranslations("team.views");
  const { write, dialog } = useTeamWrite();
  const [removing, setRemoving] = useState<SharedView | null>(null);
  const run = (one: TeamWrite) => {
    onBegin();
    void write(one).then(onEnd);
  };
  const acts: SharedViewActs = {
    share({ name, search, columns }, before) {
      const body = { view: name, search, columns, version: before?.version ?? null };
      run({ path: "views", body, asked: t("share"), done: t(before ? "changed" : "shared", { name }) });
    },
    pin({ name, version }, isPinned) {
      const asked = t(isPinned ? "pin" : "unpin");
      const done = t(isPinned ? "pinnedNow" : "unpinnedNow", { name });
      run({ path: "views/pin", body: { view: name, version, isPinned }, asked, done });
    },
    remove(view) {
      onBegin();
      setRemoving(view);
    },
  };
  const confirm = ({ name, version }: SharedView) => {
    setRemoving(null);
    run({
      path: "views/delete",
      body: { view: name, version },
      asked: t("remove"),
      done: t("removed", { name }),
    });
  };
  const cancel = () => {
    setRemoving(null);
    onEnd();
  };
  const dialogs = (
    <>
      {dialog}
      {removing && <RemoveDialog view={removing} onConfirm={confirm} onClose={cancel} />}
    </>
  );
  return { acts, dialogs };
}

function RemoveDialog({
  view,
  onConfirm,
  onClose,
}: {
  view: SharedView;
  onConfirm: (view: SharedView) => void;
  onClose: () => void;
}) {
  const t = useTranslations("team.views");
  const cancel = useTranslations("team.name");
  const name = visibleName(view.name);
  return (
    <Dialog title={t("removeTitle", { name })} onClose={onClose} size="sm">
      <p>{t("removeText", { name: visibleName(view.by.name) })}</p>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" data-autofocus onClick={onClose}>
          {cancel("cancel")}
        </Button>
        <Button color="red" onClick={() => onConfirm(view)}>
          {t("removeConfirm")}
        </Button>
      </Group>
    </Dialog>
  );
}
