import { Button, TextInput } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import { plainRange } from "../../protocol/frames/frame-range";
import { useDelayedText } from "../../ui/controls/delayed-text";
import classes from "./filters.module.css";
import type { FrameSearch } from "./frame-search";

/** Filters loaded frames by name while the user types; Enter searches at the farm. */
export function NameField({
  search,
  onChange,
}: {
  search: FrameSearch;
  onChange: (change: Partial<FrameSearch>) => void;
}) {
  const t = useTranslations("frames");
  const [text, setText] = useDelayedText(search.q, (q) => onChange({ q }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setText("");
    // The farm writes "2–4" as "2-4".
    onChange({ search: plainRange(text.trim()), q: "" });
  };
  return (
    <form onSubmit={submit} className={classes["keyword"]}>
      <TextInput
        type="search"
        data-page-search
        aria-label={t("name.search")}
        placeholder={t("name.search")}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        maxLength={300}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {search.search !== "" && (
        <Button
          variant="light"
          rightSection={<IconX size={12} aria-hidden="true" />}
          onClick={() => onChange({ search: "" })}
        >
          {t("name.atFarm", { keyword: search.search })}
        </Button>
      )}
    </form>
  );
}
