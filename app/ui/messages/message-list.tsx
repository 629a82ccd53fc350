/** Failed frames by message, the largest group first: how many, the message and what the farm says about it, the nodes, and the acts. */
import type { ComponentType, ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { MessageGroup } from "../../protocol/frames/message-groups";
import type { NodeFailures } from "../../protocol/frames/node-failures";
import { useFormat } from "../format/format";
import classes from "./messages.module.css";

/** Nodes named in a group; the others are counted. */
const NAMED_NODES = 4;

export function MessageList({
  groups,
  explanations,
  CodeLink,
  renderPlace,
  children,
}: {
  groups: readonly MessageGroup[];
  /** What the farm says about the codes of analysis errors. */
  explanations: ReadonlyMap<string, string>;
  CodeLink: ComponentType<{ code: string }>;
  /** Where the frames of a group are, if not all in one task. */
  renderPlace?: (group: MessageGroup) => ReactNode;
  /** The acts of a group. */
  children: (group: MessageGroup) => ReactNode;
}) {
  const t = useTranslations("messages");
  const total = groups.reduce((sum, { ids }) => sum + ids.length, 0);
  return (
    <ul className={classes["groups"]} aria-label={t("list")}>
      {groups.map((group) => (
        <li key={group.fingerprint}>
          <Count count={group.ids.length} total={total} />
          <div className={classes["message"]}>
            <Message group={group} />
            {group.message.errorCode !== null && (
              <p className={classes["explanation"]}>
                <CodeLink code={group.message.errorCode} />{" "}
                <span dir="auto">{explanations.get(group.message.errorCode)}</span>
              </p>
            )}
            {renderPlace?.(group)}
            <Nodes group={group} />
          </div>
          <div className={classes["acts"]}>{children(group)}</div>
        </li>
      ))}
    </ul>
  );
}

/** How many of the failed frames, as a number and as a bar. */
function Count({ count, total }: { count: number; total: number }) {
  const t = useTranslations("messages");
  return (
    <div className={classes["count"]}>
      <strong>{t("frames", { count })}</strong>
      <span className={classes["bar"]} role="img" aria-label={t("share", { count, total })}>
        <span style={{ inlineSize: `${(count / total) * 100}%` }} />
      </span>
    </div>
  );
}

function Message({ group: { message } }: { group: MessageGroup }) {
  const t = useTranslations("messages");
  if (message.kind === "empty") return <p>{t("empty")}</p>;
  return (
    <>
      {message.kind === "lastLine" && <p className="faint">{t("lastLine")}</p>}
      <code title={message.line}>{message.line}</code>
    </>
  );
}

function Nodes({ group: { nodes, withoutNode } }: { group: MessageGroup }) {
  const t = useTranslations("messages");
  if (nodes.length === 0) return null;
  const others = nodes.length - NAMED_NODES;
  return (
    <p className={classes["nodes"]}>
      <span>{t("nodes", { count: nodes.length })}</span>
      {nodes.slice(0, NAMED_NODES).map((node) => (
        <NodeShare key={node.node} node={node} />
      ))}
      {others > 0 && <span className="faint">{t("moreNodes", { count: others })}</span>}
      {withoutNode > 0 && <span className="faint">{t("withoutNode", { count: withoutNode })}</span>}
    </p>
  );
}

/** How many of the frames that ended on a node; marked where that is far more often than on the others. */
function NodeShare({ node: { node, ids, ended, isSuspect } }: { node: NodeFailures }) {
  const t = useTranslations("messages");
  const format = useFormat();
  return (
    <span title={isSuspect ? t("suspect") : undefined} data-suspect={isSuspect}>
      {isSuspect && (
        <span className="tone" data-tone="bad" aria-hidden="true">
          ▲{" "}
        </span>
      )}
      <bdi>{node}</bdi> {t("failedOf", { failed: format.count(ids.length), ended: format.count(ended) })}
      {isSuspect && <span className="visually-hidden"> {t("suspect")}</span>}
    </span>
  );
}
