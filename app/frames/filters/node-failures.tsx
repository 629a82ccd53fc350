/** Failures by machine: which one is guilty, the views of one alone, and its failed frames rendered again. */
import { Button, Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { failuresByNode, type NodeFailures } from "../../protocol/frames/node-failures";
import type { FrameRow } from "../../queries/frames/frame-set";
import { ActiveFilter } from "../../ui/controls/filter-chips";
import { useFormat } from "../../ui/format/format";
import classes from "./node-failures.module.css";

/** Machines in the list; the rest is counted. */
const LISTED = 8;

type Props = {
  readonly rows: readonly FrameRow[];
  /** The machine whose frames alone are shown; "": all. */
  readonly node: string;
  readonly onNode: (node: string) => void;
  readonly onRerender: (ids: readonly number[]) => void;
};

export function NodeFailuresFilter({ rows, node, onNode, onRerender }: Props) {
  const t = useTranslations("frames.node");
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const nodes = useMemo(() => failuresByNode(rows.map((row) => row.frame)), [rows]);
  const total = nodes.reduce((sum, { ids }) => sum + ids.length, 0);
  const guilty = nodes.find((one) => one.guilty);
  return (
    <>
      {node !== "" && <ActiveFilter label={t("only", { node })} hint={t("end")} onEnd={() => onNode("")} />}
      {nodes.length > 0 && (
        <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus withinPortal>
          <Popover.Target>
            <Button
              variant="default"
              aria-expanded={opened}
              title={guilty ? t("guiltyHelp") : undefined}
              rightSection={<IconChevronDown size={13} aria-hidden="true" />}
              onClick={() => setOpened(!opened)}
            >
              {guilty ? (
                <span className="tone" data-tone="bad">
                  ▲ {t("guilty", { node: guilty.node, failed: guilty.ids.length, total })}
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
                {nodes.slice(0, LISTED).map((one) => (
                  <tr key={one.node} data-guilty={one.guilty}>
                    <th scope="row">
                      <NodeName
                        one={one}
                        chosen={one.node === node}
                        onPick={() => {
                          onNode(one.node === node ? "" : one.node);
                          setOpened(false);
                        }}
                      />
                    </th>
                    <td>{format.count(one.ids.length)}</td>
                    <td>{format.percent(one.rate, 1)}</td>
                    <td>{format.percent(one.share, 1)}</td>
                    <td>
                      <Button
                        size="compact-xs"
                        variant={one.guilty ? "filled" : "default"}
                        aria-label={t("rerenderLabel", { count: one.ids.length, node: one.node })}
                        onClick={() => {
                          setOpened(false);
                          onRerender(one.ids);
                        }}
                      >
                        {t("rerender", { count: one.ids.length })}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {nodes.length > LISTED && <p className="faint">{t("more", { count: nodes.length - LISTED })}</p>}
            {guilty && <p className={classes["help"]}>{t("guiltyHelp")}</p>}
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
}

function NodeName({ one, chosen, onPick }: { one: NodeFailures; chosen: boolean; onPick: () => void }) {
  const t = useTranslations("frames.node");
  return (
    <button type="button" aria-pressed={chosen} aria-label={t("show", { node: one.node })} onClick={onPick}>
      {one.guilty && (
        <span className="tone" data-tone="bad" aria-hidden="true">
          ▲{" "}
        </span>
      )}
      <bdi>{one.node}</bdi>
    </button>
  );
}
