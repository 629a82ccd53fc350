/** What can be done with the frames of one message: the log of one, a selection of all, and a rerender with its price. */
import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import type { FrameRow } from "../../queries/frames/frame-set";
import { refusedStates } from "../../queries/frames/refused-states";
import { useTaskRefusal } from "../../queries/http/capabilities";
import { useRefusal } from "../../ui/controls/refusal";
import { Amount } from "../../ui/format/amount";
import { canRerender, rerenderPrice } from "../commands/rerender-plan";

export type GroupCommands = {
  /** Opens the rerender dialog for these frames. */
  readonly onRerender: (ids: readonly number[]) => void;
  readonly onSelect: (ids: readonly number[]) => void;
  readonly onLog: (id: number) => void;
};

export function MessageActs({
  leaf,
  rows,
  figures,
  commands: { onRerender, onSelect, onLog },
}: {
  leaf: TaskNode;
  rows: readonly FrameRow[];
  figures: FrameFigures;
  commands: GroupCommands;
}) {
  const t = useTranslations("messages");
  const account = useCurrency();
  const refusal = useRefusal();
  const inoperable = refusal(useTaskRefusal(leaf.task));
  const refused = refusedStates.use();
  const targets = rows.filter((row) => canRerender(row, refused));
  const price = rerenderPrice(leaf, figures.charges, targets);
  const [first] = rows;
  return (
    <>
      {first && (
        <Button variant="default" onClick={() => onLog(first.frame.id)}>
          {t("log")}
        </Button>
      )}
      <Button variant="default" onClick={() => onSelect(rows.map(({ frame }) => frame.id))}>
        {t("select", { count: rows.length })}
      </Button>
      <Button
        variant="default"
        disabled={targets.length === 0}
        {...inoperable}
        onClick={() => onRerender(targets.map(({ frame }) => frame.id))}
      >
        {t("rerender", { count: targets.length })}
        {!account.chargesHidden && price !== null && (
          <>
            {" · "}
            <Amount value={price} account={account} />
          </>
        )}
      </Button>
    </>
  );
}
