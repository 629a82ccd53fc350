/** Fields of a task that a farm may send, most of them in the current dialect only. Empty ones are left out. */
import { useTranslations } from "use-intl";
import { stopReasonsOf } from "../../protocol/tasks/stop-reason";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { CopyButton } from "../../ui/controls/copy-button";
import { useOriginText } from "../../ui/format/task-origin-text";
import classes from "./task-panel.module.css";

type Name = "tags" | "layerTags" | "remark" | "sceneLocalPath" | "channel" | "stopType";
/** Fields whose value can be copied. */
const copied: ReadonlySet<Name> = new Set<Name>(["remark", "sceneLocalPath"]);

export function CurrentFields({ node }: { node: TaskNode }) {
  const t = useTranslations("current.panel");
  const origin = useOriginText();
  const { tags, remark, sceneLocalPath, channel } = node.task;
  const tagsBelow = [...walk(node)].slice(1).flatMap(({ task }) => task.tags);
  const layerTags = [...new Set(tagsBelow)].filter((tag) => !tags.includes(tag));
  const fields: readonly (readonly [Name, string | null])[] = [
    ["tags", tags.join(", ") || null],
    ["layerTags", layerTags.join(", ") || null],
    ["remark", remark],
    ["sceneLocalPath", sceneLocalPath],
    ["channel", channel === null ? null : origin.channel(channel)],
    ["stopType", origin.reasons(stopReasonsOf(node)) || null],
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
              {copied.has(name) && <CopyButton text={value} what={t(`${name}.label`)} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
