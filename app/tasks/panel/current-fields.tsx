/** Fields of a task that only the current dialect has. Empty ones are left out. */
import { useTranslations } from "use-intl";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { CopyButton } from "../../ui/controls/copy-button";
import { useFormat } from "../../ui/format/format";
import classes from "./task-panel.module.css";

type Name = "tags" | "layerTags" | "remark" | "channel" | "stopType";

export function CurrentFields({ node }: { node: TaskNode }) {
  const t = useTranslations("current.panel");
  const format = useFormat();
  const { tags, remark, channel, stopType } = node.task;
  const tagsBelow = [...walk(node)].slice(1).flatMap(({ task }) => task.tags);
  const layerTags = [...new Set(tagsBelow)].filter((tag) => !tags.includes(tag));
  const fields: readonly (readonly [Name, string | null])[] = [
    ["tags", tags.join(", ") || null],
    ["layerTags", layerTags.join(", ") || null],
    ["remark", remark],
    ["channel", channel === null ? null : format.count(channel)],
    ["stopType", stopType ? format.count(stopType) : null],
  ];
  const filled = fields.filter((field): field is readonly [Name, string] => field[1] !== null);
  if (filled.length === 0) return null;
  return (
    <section>
      <h3>{t("title")}</h3>
      <dl className={classes["fields"]}>
        {filled.map(([name, value]) => (
          <div key={name}>
            <dt title={t(`${name}.meaning`)}>{t(`${name}.label`)}</dt>
            <dd>
              <bdi>{value}</bdi>
              {name === "remark" && <CopyButton text={value} what={t("remark.label")} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
