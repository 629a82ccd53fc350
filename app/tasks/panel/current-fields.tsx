/** Fields of a task that only the current dialect has. Empty ones are left out. */
import { useTranslations } from "use-intl";
import { channels, isChannel, isStopType, stopTypes } from "../../protocol/tasks/task-origin";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { CopyButton } from "../../ui/controls/copy-button";
import classes from "./task-panel.module.css";

type Name = "tags" | "layerTags" | "remark" | "sceneLocalPath" | "channel" | "stopType";
/** Fields whose value can be copied. */
const copied: ReadonlySet<Name> = new Set<Name>(["remark", "sceneLocalPath"]);

export function CurrentFields({ node }: { node: TaskNode }) {
  const t = useTranslations("current.panel");
  const { tags, remark, sceneLocalPath, channel, stopType } = node.task;
  const unknown = (code: number) => t("unknown", { code });
  const tagsBelow = [...walk(node)].slice(1).flatMap(({ task }) => task.tags);
  const layerTags = [...new Set(tagsBelow)].filter((tag) => !tags.includes(tag));
  const fields: readonly (readonly [Name, string | null])[] = [
    ["tags", tags.join(", ") || null],
    ["layerTags", layerTags.join(", ") || null],
    ["remark", remark],
    ["sceneLocalPath", sceneLocalPath],
    ["channel", channel === null ? null : isChannel(channel) ? t(`channels.${channels[channel]}`) : unknown(channel)],
    // 0: the task was not stopped.
    ["stopType", !stopType ? null : isStopType(stopType) ? t(`stopTypes.${stopTypes[stopType]}`) : unknown(stopType)],
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
