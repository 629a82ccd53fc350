/** One line of what needs a user: why, how much, since when, in which tasks, and one act. */
import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { Fragment, type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { TaskRef } from "../../protocol/tasks/task-index";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { useRefusal } from "../../ui/controls/refusal";
import { useFormat } from "../../ui/format/format";
import type { StatusMark } from "../../ui/status/status-badge";
import { visibleName } from "../../ui/status/tail-name";
import { useOpenDialog } from "../commands/command-dialog";
import { type CommandOffer, type TaskCommand, useCommandOffers } from "../commands/task-commands";
import { usePlanPrices } from "../commands/use-plan-prices";
import { TaskTeamMark } from "../grid/scene-cell";
import { useTaskSearch } from "../view/use-task-search";
import classes from "./needs.module.css";

/** Tasks named in a row; the list below has all of them. */
const NAMED = 2;

export function NeedRow({
  mark: { glyph, tone },
  title,
  count,
  since,
  nodes,
  children,
}: {
  mark: StatusMark;
  title: string;
  count: string;
  since: string;
  nodes: readonly TaskNode[];
  /** The act. */
  children: ReactNode;
}) {
  const t = useTranslations("task.needs");
  const search = useTaskSearch();
  return (
    <li className={classes["row"]}>
      <span aria-hidden="true" className="tone" data-tone={tone}>
        {glyph}
      </span>
      <strong>{title}</strong>
      <span className={classes["figure"]}>{count}</span>
      <span className={classes["figure"]}>
        {t("tasks", { count: nodes.length })} <span className="faint">{since}</span>
      </span>
      <span className={classes["tasks"]}>
        {nodes.slice(0, NAMED).map(({ task }) => (
          <Fragment key={task.id}>
            <Link to="/tasks" search={{ ...search, task: task.id }} title={task.sceneName}>
              <bdi>{visibleName(task.sceneName)}</bdi>
            </Link>
            <TaskTeamMark id={task.id} />
          </Fragment>
        ))}
        {nodes.length > NAMED && <span className="faint">{t("more", { count: nodes.length - NAMED })}</span>}
      </span>
      <span className={classes["act"]}>{children}</span>
    </li>
  );
}

/** The first of some commands that applies, with its price; it opens the dialog that states both again. */
export function CommandAct({ refs, commands }: { refs: readonly TaskRef[]; commands: readonly TaskCommand[] }) {
  const offers = useCommandOffers(refs);
  const offer = useMemo(
    () => commands.map((command) => offers.find((one) => one.command === command)).find((one) => one !== undefined),
    [commands, offers],
  );
  const [first] = refs;
  if (offer === undefined) return first ? <OpenAct leafId={first.node.task.id} search={{}} /> : null;
  return <OfferButton refs={refs} offer={offer} />;
}

function OfferButton({ refs, offer }: { refs: readonly TaskRef[]; offer: CommandOffer }) {
  const t = useTranslations("task");
  const format = useFormat();
  const refused = useRefusal();
  const openDialog = useOpenDialog();
  const { currency, chargesHidden } = useCurrency();
  const { command, plan, count, refusal } = offer;
  const prices = usePlanPrices([plan], chargesHidden);
  const isPriced = !chargesHidden && plan !== null && plan.toRender.length > 0;
  const price = isPriced ? prices?.get(plan.action) : undefined;
  const amount = !isPriced
    ? ""
    : price === undefined
      ? " · ≈ …"
      : price === null
        ? ` · ${t("price.none")}`
        : ` · ≈ ${format.moneyRange(price, currency)}${price.unpriced > 0 ? ` ${t("price.andUnpriced", { count: price.unpriced })}` : ""}`;
  const ids = plan === null ? refs.map(({ node }) => node.task.id) : plan.targets.map(({ rowId }) => rowId);
  return (
    <Button variant="default" {...refused(refusal)} onClick={() => openDialog(command, ids)}>
      {t(`selection.${command}`, { count })}
      {amount !== "" && <span className={classes["price"]}>{amount}</span>}
    </Button>
  );
}

/** Opens the frames of a task or layer. */
export function OpenAct({ leafId, search }: { leafId: number; search: { status?: string[]; node?: string } }) {
  const t = useTranslations("task.needs");
  const navigate = useNavigate();
  return (
    <Button
      variant="default"
      onClick={() => void navigate({ to: "/tasks/$taskId", params: { taskId: String(leafId) }, search })}
    >
      {t("open")}
    </Button>
  );
}
