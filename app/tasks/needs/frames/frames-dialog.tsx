/**
 * The dialog before frames of several tasks are rendered again, hung ones after a stop: how many of which task, what is lost, and the
 * price. The frames are read again when it opens; afterwards it shows the result of each task, unless every one succeeded.
 */
import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { frameCharge, sumCharges } from "../../../protocol/charges";
import { elapsedSeconds } from "../../../protocol/frames/frame-figures";
import type { TaskIndex } from "../../../protocol/tasks/task-index";
import { failureOf } from "../../../protocol/wire/call-error";
import { useCurrency } from "../../../queries/account/currency";
import { useChargeBases } from "../../../queries/frames/charge-basis";
import { frameKeys } from "../../../queries/frames/frame-keys";
import { refusedStates } from "../../../queries/frames/refused-states";
import { useServerSecond } from "../../../ui/browser/now";
import { Dialog } from "../../../ui/dialog/dialog";
import { Freshness } from "../../../ui/dialog/freshness";
import { useFormat } from "../../../ui/format/format";
import { PriceLine } from "../../../ui/status/price-line";
import { TailName } from "../../../ui/status/tail-name";
import { toast } from "../../../ui/toasts/toast";
import classes from "../../commands/target-list.module.css";
import {
  countFrames,
  type FramesAct,
  type FramesByLeaf,
  type LeafFrames,
  priceOfTargets,
  targetsOf,
} from "./frames-act";
import { FramesProgress, FramesResults } from "./frames-results";
import { type LeafResult, type Progress, useFramesAct } from "./use-frames-act";

export function FramesDialog({
  act,
  frames,
  index,
  onClose,
}: {
  act: FramesAct;
  frames: FramesByLeaf;
  index: TaskIndex;
  onClose: () => void;
}) {
  const t = useTranslations(`task.needs.act.${act}`);
  const common = useTranslations("task.action");
  const needs = useTranslations("task.needs");
  const account = useCurrency();
  // The leaves and refused states as of the opening: what the dialog sends must not take them out of it.
  const [leaves] = useState(() => [...frames.keys()].flatMap((id) => index.get(id) ?? []));
  const [refused] = useState(refusedStates.get);
  const commands = useFramesAct(act, frames);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [results, setResults] = useState<readonly LeafResult[] | null>(null);
  const check = useQuery({
    queryKey: [...frameKeys.all, "check", act, ...frames.keys()],
    queryFn: async () => {
      const read = async ({ node: leaf }: (typeof leaves)[number]): Promise<LeafFrames> => {
        const ids = new Set(frames.get(leaf.task.id));
        return { leaf, frames: (await commands.read(leaf)).filter(({ id }) => ids.has(id)) };
      };
      return { parts: await Promise.all(leaves.map(read)), readMs: Date.now() };
    },
    gcTime: 0,
    staleTime: 0,
    retry: 1,
    structuralSharing: false,
  });
  const targets = targetsOf(act, check.data?.parts ?? [], refused);
  const count = countFrames(targets);
  const topOf = (leafId: number) => leaves.find(({ node }) => node.task.id === leafId)?.topId ?? leafId;
  const tops = new Set(targets.map(({ leaf }) => topOf(leaf.task.id)));
  const { basisOf, isPending } = useChargeBases(account.chargesHidden ? [] : leaves.map(({ node }) => node.task.id));
  const left = [...frames.values()].flat().length - count;
  const [confirmed, setConfirmed] = useState({ title: "", asked: "" });

  const confirm = async () => {
    setConfirmed({ title: t("title", { count, tasks: tops.size }), asked: t("confirm", { count }) });
    const sent = await commands.send(targets, setProgress);
    setProgress(null);
    if (sent.every(({ failure, hasEffect }) => failure === null && hasEffect)) {
      void toast({ tone: "good", title: t("done", { count }) });
      onClose();
    } else setResults(sent);
  };
  const isSending = progress !== null;
  const title =
    isSending || results ? confirmed.title : count === 0 ? t("none") : t("title", { count, tasks: tops.size });
  if (results)
    return (
      <Dialog onClose={onClose} title={title} size="lg">
        <FramesResults
          results={results}
          asked={confirmed.asked}
          nameOf={({ task }) => index.get(topOf(task.id))?.node.task.sceneName ?? task.sceneName}
          onLook={async () => setResults(await Promise.all(results.map(commands.readBack)))}
          onClose={onClose}
        />
      </Dialog>
    );
  return (
    <Dialog
      onClose={onClose}
      title={check.data || isSending ? title : t("button", { count: left })}
      size="lg"
      busy={isSending}
    >
      {isSending ? (
        <FramesProgress progress={progress} onCancel={commands.cancel} />
      ) : (
        check.data && (
          <>
            {count > 0 && <p>{t("meaning")}</p>}
            <ul className={classes["list"]}>
              {targets.map(({ leaf, frames: own }) => (
                <li key={leaf.task.id}>
                  <strong>{needs("frames", { count: own.length })}</strong>
                  <TailName name={index.get(topOf(leaf.task.id))?.node.task.sceneName ?? ""} whole={0} />
                  <bdi className="faint">{leaf.task.layerName}</bdi>
                </li>
              ))}
            </ul>
            {act === "stopRerender" && count > 0 && <Loss targets={targets} />}
            {left > 0 && <p className="faint">{t("left", { count: left })}</p>}
            {count > 0 && (
              <PriceLine price={priceOfTargets(targets, basisOf)} isPending={isPending} account={account} />
            )}
          </>
        )
      )}
      <Freshness
        ageAt={(nowMs) => (check.data ? nowMs - check.data.readMs : null)}
        checking={check.isFetching}
        failure={check.error && failureOf(check.error)}
        onRetry={() => void check.refetch()}
      >
        {(isFresh) => (
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={onClose} disabled={isSending} data-autofocus>
              {common("cancel")}
            </Button>
            <Button onClick={() => void confirm()} loading={isSending} disabled={!isFresh || count === 0}>
              {t("confirm", { count })}
            </Button>
          </Group>
        )}
      </Freshness>
    </Dialog>
  );
}

/** What the stop loses: render time, and money that is charged all the same. */
function Loss({ targets }: { targets: readonly LeafFrames[] }) {
  const t = useTranslations("frames.stop");
  const format = useFormat();
  const { currency, chargesHidden } = useCurrency();
  const nowMs = useServerSecond();
  const frames = targets.flatMap((target) => target.frames);
  const seconds = frames.reduce((sum, frame) => sum + (elapsedSeconds(frame, nowMs) ?? 0), 0);
  const charge = sumCharges(frames.map(frameCharge));
  const cost = chargesHidden || charge.amount === 0 ? "" : ` (${format.moneySum(charge, currency)})`;
  return (
    <p>
      <strong>{t("loses", { count: frames.length, time: format.duration(seconds) })}</strong> {t("charged", { cost })}
    </p>
  );
}
