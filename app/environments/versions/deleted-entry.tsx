import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Software } from "../../protocol/environments/environment";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useMemoryRefusal } from "./use-memory-refusal";

const DeletedDialog = lazyNamed(() => import("./deleted-dialog"), "DeletedDialog");

/** The button that lists the deleted environments of a software, and their dialog. */
export function DeletedEntry({ software, onOpen }: { software: Software; onOpen: (name: string) => void }) {
  const t = useTranslations("environments.versions.deleted");
  const [isOpen, setOpen] = useState(false);
  const refused = useMemoryRefusal();
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)} {...refused}>
        {t("open")}
      </Button>
      {isOpen && (
        <DeletedDialog
          software={software}
          onOpen={(name) => {
            setOpen(false);
            onOpen(name);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
