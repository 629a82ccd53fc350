/**
 * "Clone…": reserves an id as the clone of a task, says what the farm takes over and what has to be uploaded, and what rendering it
 * will about cost. Afterwards the dialog leads on to the upload and the submission, as for a new task.
 */
import { Alert, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { priorityLevels } from "../../protocol/limits";
import { cloneBasis, clonePrice, cloneRequest, describeOriginal, isOlderThanClones } from "../../protocol/tasks/clone";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { failureOf } from "../../protocol/wire/call-error";
import { userSettingQuery } from "../../queries/account/account";
import { useCurrency } from "../../queries/account/currency";
import { useChargeBases } from "../../queries/frames/charge-basis";
import { useReserveClone } from "../../queries/tasks/new-tasks";
import { serverNow } from "../../state/server-clock";
import { copyText } from "../../ui/controls/copy-text";
import { Dialog } from "../../ui/dialog/dialog";
import { WriteFailed } from "../../ui/dialog/write-results";
import { PriceLine } from "../../ui/status/price-line";
import { visibleName } from "../../ui/status/tail-name";
import { toast } from "../../ui/toasts/toast";
import newTask from "../new-task/new-task.module.css";
import { addReservedId, useReservedIds } from "../new-task/reserved-ids";
import { ReservedRow } from "../new-task/reserved-row";
import { TransferIds } from "../new-task/transfer-ids";
import classes from "./clone.module.css";

/** `node`: a top-level task. */
export function CloneDialog({ node, onClose }: { node: TaskNode; onClose: () => void }) {
  const t = useTranslations("task.clone");
  const reserve = useReserveClone();
  const [reservedId, setReservedId] = useState<number | null>(null);
  const { task } = node;
  const send = () =>
    reserve.mutate(cloneRequest(node), {
      onSuccess: ({ taskIdList: [id], aliasTaskIdList }) => {
        if (id === undefined) return;
        addReservedId([
          { id, alias: aliasTaskIdList[0] ?? String(id), reservedMs: serverNow(), clonedFrom: task.alias },
        ]);
        setReservedId(id);
      },
    });
  return (
    <Dialog
      onClose={onClose}
      title={t("title", { name: visibleName(task.sceneName) })}
      size="lg"
      busy={reserve.isPending}
    >
      {reservedId === null ? (
        <>
          <p>{t("meaning")}</p>
          <TakenOver node={node} />
          <p>{t("notTaken")}</p>
          <Warnings node={node} />
          <ClonePrice node={node} />
          <WriteFailed failure={reserve.error && failureOf(reserve.error)} asked={t("confirm")} taskIds={[task.id]} />
          <Group justify="flex-end" mt="md">
            <CopyDescription node={node} />
            <Button variant="default" onClick={onClose} disabled={reserve.isPending} data-autofocus>
              {t("cancel")}
            </Button>
            <Button onClick={send} loading={reserve.isPending}>
              {t("confirm")}
            </Button>
          </Group>
        </>
      ) : (
        <Reserved node={node} id={reservedId} onClose={onClose} />
      )}
    </Dialog>
  );
}

function TakenOver({ node }: { node: TaskNode }) {
  const t = useTranslations("task.clone");
  const queue = useTranslations("task.queue");
  const { taskUserLevel, labels = [], artist = "" } = cloneRequest(node);
  const level = queue(taskUserLevel === priorityLevels.high ? "high" : "normal");
  const facts = [
    ["priority", `${level} (${taskUserLevel})`],
    ["tags", labels.join(", ")],
    ["artist", artist],
  ] as const;
  return (
    <section aria-label={t("taken")}>
      <h3 className={classes["heading"]}>{t("taken")}</h3>
      <dl className={classes["facts"]}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>
              <bdi>{value || t("none")}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Settings of the account for which the farm may refuse. */
function Warnings({ node }: { node: TaskNode }) {
  const t = useTranslations("task.clone");
  const { data: setting } = useQuery(userSettingQuery);
  if (!setting) return null;
  const { cloneLimitDay, submitDisable } = setting;
  const isOld = isOlderThanClones(node, cloneLimitDay, serverNow());
  return (
    <>
      {isOld && <Alert color="yellow">{t("old", { days: cloneLimitDay ?? 0 })}</Alert>}
      {submitDisable === true && <Alert color="yellow">{t("disabled")}</Alert>}
    </>
  );
}

function ClonePrice({ node }: { node: TaskNode }) {
  const t = useTranslations("task.clone");
  const account = useCurrency();
  const { basisOf, isPending } = useChargeBases(account.chargesHidden ? [] : cloneBasis(node));
  return (
    <>
      {!account.chargesHidden && (
        <p className={classes["heading"]}>{t("price", { count: node.rollUp.counts.total })}</p>
      )}
      <PriceLine price={clonePrice(node, basisOf)} isPending={isPending} account={account} />
    </>
  );
}

function CopyDescription({ node }: { node: TaskNode }) {
  const t = useTranslations("task.clone");
  const common = useTranslations("common");
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    if (await copyText(describeOriginal(node))) setCopied(true);
    else void toast({ tone: "bad", title: common("copyRefused") });
  };
  return (
    <Button variant="default" onClick={() => void copy()}>
      {isCopied ? common("copied") : t("copy")}
    </Button>
  );
}

/** The reserved id, and what comes next. Once it is submitted or forgotten the dialog closes: the toast leads on. */
function Reserved({ node, id, onClose }: { node: TaskNode; id: number; onClose: () => void }) {
  const t = useTranslations("task.clone");
  const entry = useReservedIds().find((one) => one.id === id);
  return (
    <>
      {entry && (
        <>
          <p role="status">{t("reserved", { alias: entry.alias })}</p>
          <p className="faint">{t("next")}</p>
          <TransferIds />
          <ul className={newTask["reserved"]}>
            <ReservedRow entry={entry} price={<ClonePrice node={node} />} onGone={onClose} />
          </ul>
        </>
      )}
      <Group justify="flex-end" mt="md">
        <CopyDescription node={node} />
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("close")}
        </Button>
      </Group>
    </>
  );
}
