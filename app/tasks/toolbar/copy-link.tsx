/** Copies a link that shows a colleague the same list with the same columns. */
import { Button } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { copyText, useCopy } from "../../ui/controls/copy-text";
import { listColumns } from "../../ui/tree-grid/column-layout";
import { taskColumns } from "../grid/task-columns";
import { useTaskLayout } from "../grid/use-task-layout";
import type { TaskSearch } from "../view/task-search";
import classes from "./menus.module.css";

/** The link to a search, with the columns as they are here. */
export function useListLink(): (search: TaskSearch) => string {
  const router = useRouter();
  const { layout } = useTaskLayout();
  return (search) => {
    const columns = listColumns(layout, taskColumns);
    return `${location.origin}${router.buildLocation({ to: "/tasks", search: { ...search, columns } }).href}`;
  };
}

export function CopyLink({ search, text }: { search: TaskSearch; text: string }) {
  const t = useTranslations("task.views");
  const common = useTranslations("common");
  const linkOf = useListLink();
  const copy = useCopy();
  const [isCopied, setCopied] = useState(false);
  const link = linkOf({ ...search, q: text });
  return (
    <>
      <Button
        variant="default"
        className={classes["copyLink"] ?? ""}
        // A refusal of the browser needs a sentence.
        onClick={() => void copyText(link).then((done) => (done ? setCopied(true) : copy(link, "link")))}
        onBlur={() => setCopied(false)}
        onMouseLeave={() => setCopied(false)}
      >
        {isCopied ? common("copiedItem.link") : t("copyLink")}
      </Button>
      {/* Beside the button: a status inside gives it no name. */}
      <span role="status" className="visually-hidden">
        {isCopied && common("copiedItem.link")}
      </span>
    </>
  );
}
