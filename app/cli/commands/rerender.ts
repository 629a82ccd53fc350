/** `renderdeck rerender --failed`: renders the failed frames of tasks again, after it has shown what that costs. */
import { readChargeBasis } from "../../protocol/frames/charge-basis";
import type { Frame } from "../../protocol/frames/frame";
import type { PriceRange } from "../../protocol/pricing";
import { type ActionPlan, type Exclusion, planAction } from "../../protocol/tasks/action-plan";
import { planBasis, planPrice } from "../../protocol/tasks/plan-price";
import { idsOf, sendWrites, writeBatches } from "../../protocol/tasks/write-batches";
import type { Failure } from "../../protocol/wire/failure";
import { type Account, loadAccount } from "../account";
import { type ApiClient, exitCodeOf, failureText } from "../api-client";
import type { CommandLine } from "../command-line";
import { CommandError, EXIT, type ExitCode, usageError } from "../exit-codes";
import { loadTasks } from "../load-tasks";
import { money, type Output, priceText, table } from "../output";
import { fetchFramePage, refsOf } from "./frames";

/** After this time frames and price are looked at again before anything is sent. */
const STALE_MS = 60_000;

/** Asks a question that is answered with yes or no; null: there is nobody to ask. */
export type Ask = (question: string) => Promise<boolean | null>;

const exclusionTexts: Record<Exclusion, string> = {
  state: "its state does not allow it",
  noFailedFrames: "it has no failed frames",
  unfinished: "not all of its layers have ended",
  withParent: "it goes along with its task",
  inoperable: "the account may not change it",
  deleteTasks: "the account may not delete tasks",
  roleOperator: "the role of the token does not allow it",
};

type PricedPlan = { readonly plan: ActionPlan; readonly price: PriceRange | null };

/** The highest price that is accepted; null: any. */
function maxPriceOf({ texts, flags }: CommandLine): number | null {
  const given = texts.get("max-price");
  if (given === "any") return null;
  if (given === undefined) {
    if (flags.has("yes")) throw usageError('--yes needs --max-price: an amount, or "any".');
    return null;
  }
  if (!/^\d{1,9}(?:\.\d{1,3})?$/.test(given))
    throw usageError('--max-price must be an amount, such as 12.50, or "any".');
  return Number(given);
}

async function readPlan(client: ApiClient, ids: readonly number[], { obstacles }: Account): Promise<PricedPlan> {
  const plan = planAction("rerender", refsOf(await loadTasks(client, { isFresh: true }), ids), obstacles);
  const bases = new Map<number, readonly Frame[]>();
  for (const leafId of planBasis(plan)) {
    const basis = await readChargeBasis((pageNum) => fetchFramePage(client, leafId, pageNum)).catch(() => []);
    bases.set(leafId, basis);
  }
  return { plan, price: planPrice(plan, (leafId) => bases.get(leafId) ?? []) };
}

/** Throws CommandError if the price may be above the bound, or is not known. */
function checkPrice({ price, plan }: PricedPlan, maxPrice: number | null, { currency, chargesHidden }: Account): void {
  if (maxPrice === null) return;
  const bound = money(maxPrice, currency);
  if (chargesHidden || price === null || price.unpriced > 0) {
    const reason = chargesHidden ? "you may not see charges" : `${price?.unpriced ?? plan.frames} frames have no price`;
    throw new CommandError(
      EXIT.tooExpensive,
      `It is not known whether this costs more than ${bound}: ${reason}.`,
      "Look at the task, and use --max-price any if that is acceptable.",
    );
  }
  if (price.high > maxPrice)
    throw new CommandError(
      EXIT.tooExpensive,
      `This may cost ${money(price.high, currency)}, more than ${bound}.`,
      "Choose fewer tasks or a higher --max-price.",
    );
}

const planKey = ({ plan }: PricedPlan) =>
  JSON.stringify([plan.targets.map(({ sendIds }) => sendIds), plan.toRender.map(({ frames }) => frames)]);

function show({ plan, price }: PricedPlan, { currency, chargesHidden }: Account, output: Output): void {
  const rows = plan.targets.map(({ node }) => [
    String(node.task.id),
    `${node.rollUp.counts.failed} failed frames`,
    node.task.sceneName,
  ]);
  for (const text of table(rows)) output.line(text);
  for (const { node, reason } of plan.excluded) output.line(`${node.task.id}  left out: ${exclusionTexts[reason]}`);
  output.line(chargesHidden ? "Price: you may not see charges." : priceText(price, currency));
}

type Outcome = {
  readonly task: number;
  readonly outcome: "accepted" | "refused" | "unknown" | "not-sent";
  readonly message: string | null;
};

const outcomeOf = (isSent: boolean, failure: Failure | null): Outcome["outcome"] => {
  if (failure === null) return "accepted";
  if (!isSent) return "not-sent";
  return failure.certainty === "unknown" ? "unknown" : "refused";
};

/** Sends the plan, each request once; after a failure the rest is not sent. */
async function send(client: ApiClient, plan: ActionPlan) {
  const sent = await sendWrites(writeBatches(plan.targets), (batch) =>
    client.call("restartFailedFrames", { taskParam: idsOf(batch) }),
  );
  const outcomes = sent.flatMap(({ write, isSent, failure }) =>
    write.map(
      ({ rowId }): Outcome => ({
        task: rowId,
        outcome: outcomeOf(isSent, failure),
        message: failure && isSent ? failureText(failure, client.server).message : null,
      }),
    ),
  );
  const failures = sent.flatMap(({ isSent, failure }) => (isSent && failure ? [failure] : []));
  return { outcomes, exitCode: failures[0] ? exitCodeOf(failures[0]) : EXIT.ok };
}

const outcomeTexts: Record<Outcome["outcome"], string> = {
  accepted: "accepted: its failed frames are rendered again",
  refused: "refused, nothing was changed",
  unknown: "not known whether it was done; look at it before you repeat the command",
  "not-sent": "not sent after an earlier failure, nothing was changed",
};

/** Renders failed frames again. */
export async function rerenderFailed(
  client: ApiClient,
  line: CommandLine,
  output: Output,
  ask: Ask,
): Promise<ExitCode> {
  const { ids, flags } = line;
  if (!flags.has("failed")) throw usageError("renderdeck rerender needs --failed.");
  const maxPrice = maxPriceOf(line);
  const account = await loadAccount(client);
  const priced = await readPlan(client, ids, account);
  const readMs = Date.now();
  const { plan, price } = priced;
  const summary = {
    currency: account.currency,
    frames: plan.frames,
    price: account.chargesHidden ? null : price,
    excluded: plan.excluded.map(({ node, reason }) => ({ task: node.task.id, reason })),
  };
  show(priced, account, output);
  if (plan.targets.length === 0) {
    throw new CommandError(EXIT.failed, "No task has failed frames to render again.", "Look at the reasons above.");
  }
  checkPrice(priced, maxPrice, account);
  if (flags.has("dry-run")) {
    output.result({ ...summary, outcomes: [] });
    output.line("Nothing was sent (--dry-run).");
    return EXIT.ok;
  }
  if (!flags.has("yes")) {
    const answer = await ask(`Render ${plan.frames} frames again?`);
    const remedy =
      answer === null ? "Without a terminal use --yes with --max-price." : "Run the command again to send it.";
    if (answer !== true) throw new CommandError(EXIT.cancelled, "Not confirmed.", remedy);
    if (Date.now() - readMs > STALE_MS) {
      const again = await readPlan(client, ids, account);
      checkPrice(again, maxPrice, account);
      if (planKey(again) !== planKey(priced))
        throw new CommandError(EXIT.cancelled, "The tasks have changed meanwhile.", "Run the command again.");
    }
  }
  const { outcomes, exitCode } = await send(client, plan);
  output.result({ ...summary, outcomes });
  for (const { task, outcome, message } of outcomes)
    output.line(`${task}  ${outcomeTexts[outcome]}${message === null ? "" : ` (${message})`}`);
  return exitCode;
}
