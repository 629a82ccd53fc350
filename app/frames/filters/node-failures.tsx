/** Failures by node: which node is suspect, a filter on one node, and a rerender of its failed frames. */
import { Button, Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { failuresByNode, type NodeFailures } from "../../protocol/frames/node-failures";
import type { FrameRow } from "../../queries/frames/frame-set";
import { ActiveFilter } from "../../ui/controls/filter-chips";
import type { RefusedProps } from "../../ui/controls/refusal";
import { useFormat } from "../../ui/format/format";
import classes from "./node-failures.module.css";

/** Nodes in the list; the others are counted. */
const LISTED = 8;

type NodeFailuresProps = {
  readonly rows: readonly FrameRow[];
  /** Address of the node in the filter; "": nfailures. */
  readonly node: string;
  /** Props of a button that the account may not use. */
  readonly refused: RefusedProps;
  readonly onNode: (node: string) => void;
  readonly onRerender: (ids: readonly number[]) => void;
};

export function NodeFailuresFilter({ rows, node, refused, onNode, onRerender }: NodeFailuresProps) {
  const t = useTranslations("frames.node");
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const nodes = useMemo(() => failuresByNode(rows.map((row) => row.frame)), [rows]);
  const total = nodes.reduce((sum, { ids }) => sum + ids.length, 0);
  const faulty = nodes.find((failures) => failures.isFaulty);
  return (
    <>
      {node !== "" && <ActiveFilter label={t("only", { node })} hint={t("end")} onEnd={() => onNode("")} />}
      {(nodes.length > 0 || refused.disabled) && (
        <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus withinPortal>
          <Popover.Target>
            <Button
              variant="default"
              aria-expanded={isOpen}
              title={faulty ? t("faultyHelp") : undefined}
              {...refused}
              rightSection={<IconChevronDown size={13} aria-hidden="true" />}
              onClick={() => setOpen(!isOpen)}
            >
              {faulty ? (
                <span className="tone" data-tone="bad">
                  ▲ {t("faulty", { node: faulty.node, failed: faulty.ids.length, total })}
                </span>
              ) : (
                t("button")
              )}
            </Button>
          </Popover.Target>
          <Popover.Dropdown p="xs">
            <table className={classes["nodes"]} aria-label={t("label")}>
              <thead>
                <tr>
                  <th scope="col">{t("column")}</th>
                  <th scope="col">{t("failed")}</th>
                  <th scope="col">{t("rate")}</th>
                  <th scope="col">{t("share")}</th>
                  <th scope="col">
                    <span className="visually-hidden">{t("rerenderColumn")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {nodes.slice(0, LISTED).map((failures) => (
                  <tr key={failures.node} data-faulty={failures.isFaulty}>
                    <th scope="row">
                      <NodeName
                        failures={failures}
                        isCurrent={failures.node === node}
                        onPick={() => {
                          onNode(failures.node === node ? "" : failures.node);
                          setOpen(false);
                        }}
                      />
                    </th>
                    <td>{format.count(failures.ids.length)}</td>
                    <td>{format.percent(failures.rate, 1)}</td>
                    <td>{format.percent(failures.share, 1)}</td>
                    <td>
                      <Button
                        size="compact-xs"
                        variant={failures.isFaulty ? "filled" : "default"}
                        aria-label={t("rerenderLabel", { count: failures.rerenderableIds.length, node: failures.node })}
                        disabled={failures.rerenderableIds.length === 0}
                        onClick={() => {
                          setOpen(false);
                          onRerender(failures.rerenderableIds);
                        }}
                      >
                        {t("rerender", { count: failures.rerenderableIds.length })}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {nodes.length > LISTED && <p className="faint">{t("more", { count: nodes.length - LISTED })}</p>}
            {faulty && <p className={classes["help"]}>{t("faultyHelp")}</p>}
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
}

function NodeName({ failures, isCurrent, onPick }: { failures: NodeFailures; isCurrent: boolean; onPick: () => void }) {
  const t = useTranslations("frames.node");
  return (
    <button type="button" aria-pressed={isCurrent} aria-label={t("show", { node: failures.node })} onClick={onPick}>
      {failures.isFaulty && (
        <span className="tone" data-tone="bad" aria-hidden="true">
          ▲{" "}
        </span>
      )}
      <bdi>{failures.node}</bdi>
    </button>
  );
}
