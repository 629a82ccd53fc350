/** The search of the bar. A plain input: Mantine's would be 3 kB more before the first rows. */
import { IconSearch } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { memo, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { prepareSearch } from "../../protocol/tasks/task-search-text";
import { loadedHistory } from "../../queries/tasks/task-history-query";
import { useChangeSearch } from "../view/use-task-search";
import classes from "./toolbar.module.css";

/** The URL follows the search field after this pause, ms; the rows follow at once. */
const URL_DELAY = 300;

/** Memoised: a refresh must not write to the field while the user types. */
export const SearchField = memo(function SearchField({
  url,
  text,
  onText,
}: {
  /** The text on the URL. */
  url: string;
  text: string;
  onText: (text: string) => void;
}) {
  const t = useTranslations("task");
  const client = useQueryClient();
  const changeSearch = useChangeSearch();
  // Back, forward and links change the URL, and the field follows; texts that the field has sent arrive later than they were
  // typed and must not replace what was typed since.
  const sent = useRef<readonly string[]>([]);
  useEffect(() => {
    const arrived = sent.current.indexOf(url);
    sent.current = arrived < 0 ? [] : sent.current.slice(arrived + 1);
    if (arrived < 0) onText(url);
  }, [url, onText]);
  useEffect(() => {
    if (text === url) return;
    const timer = setTimeout(() => {
      sent.current = [...sent.current, text];
      changeSearch({ q: text });
    }, URL_DELAY);
    return () => clearTimeout(timer);
  });
  return (
    <div className={classes["search"]}>
      <IconSearch size={14} aria-hidden="true" />
      <input
        type="search"
        aria-label={t("filter.search")}
        placeholder={t("filter.search")}
        maxLength={300}
        value={text}
        data-page-search
        onFocus={() => prepareSearch(loadedHistory(client)?.nodes.values() ?? [])}
        onChange={(event) => onText(event.currentTarget.value)}
      />
    </div>
  );
});
