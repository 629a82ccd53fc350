/** `renderdeck tasks`: the list of tasks. */
import { chargeSum } from "../../protocol/charges";
import { outputStates } from "../../protocol/tasks/output-days";
import { type OutputsMoment, outputStateOf, outputsEndMs } from "../../protocol/tasks/task-outputs";
import { matchesText } from "../../protocol/tasks/task-search-text";
import { type TaskStatusName, taskStatuses } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { loadAccount } from "../account";
import type { ApiClient } from "../api-client";
import { type CommandLine, momentOption, numberOption } from "../command-line";
import { EXIT, type ExitCode, usageError } from "../exit-codes";
import { loadOutputs } from "../load-outputs";
import { loadTasks } from "../load-tasks";
import { isoOf, money, type Output, stateOf, table } from "../output";

const DEFAULT_LIMIT = 50;

const outputNames: readonly string[] = outputStates;
const stateNames: readonly string[] = [...taskStatuses.map(({ name }): TaskStatusName => name), "stuck"];

/** The tests that a task must pass. Throws CommandError. */
function testsOf(line: CommandLine, moment: OutputsMoment): readonly ((node: TaskNode) => boolean)[] {
  const { texts } = line;
  const states = texts.get("state")?.split(",");
  for (const state of states ?? [])
    if (!stateNames.includes(state))
      throw usageError(`There is no state "${state}". States: ${stateNames.join(", ")}.`);
  const outputs = texts.get("outputs")?.split(",");
  for (const name of outputs ?? [])
    if (!outputNames.includes(name))
      throw usageError(`There is no state "${name}" of rendered files. States: ${outputNames.join(", ")}.`);
  const project = texts.get("project");
  const user = texts.get("user");
  const endedSinceMs = momentOption(line, "ended-since", moment.nowMs);
  return [
    ...(states ? [(node: TaskNode) => states.includes(stateOf(node))] : []),
    ...(outputs ? [(node: TaskNode) => outputs.includes(outputStateOf(node, moment))] : []),
    ...(project === undefined ? [] : [({ task }: TaskNode) => task.projectName === project]),
    ...(user === undefined ? [] : [({ task }: TaskNode) => task.userName === user]),
    ...(endedSinceMs === null
      ? []
      : [({ rollUp }: TaskNode) => (rollUp.completedMs ?? Number.NEGATIVE_INFINITY) >= endedSinceMs]),
    matchesText(texts.get("text") ?? ""),
  ];
}

/** Lists the tasks. */
export async function listTasks(client: ApiClient, line: CommandLine, output: Output): Promise<ExitCode> {
  const nowMs = Date.now();
  // The options are checked before the server is asked.
  testsOf(line, { nowMs });
  const limit = numberOption(line, "limit", DEFAULT_LIMIT);
  const { currency, chargesHidden } = await loadAccount(client);
  const moment = await loadOutputs(client, nowMs);
  const tests = testsOf(line, moment);
  const all = [...(await loadTasks(client)).values()].filter((node) => tests.every((test) => test(node)));
  const listed = limit === 0 ? all : all.slice(0, limit);
  const chargeOf = ({ rollUp }: TaskNode) => (chargesHidden ? null : chargeSum(rollUp));
  const chargeText = (node: TaskNode) => {
    const charge = chargeOf(node);
    return charge === null ? "–" : `${charge.unknown > 0 ? "≥ " : ""}${money(charge.amount, currency)}`;
  };
  output.result({
    currency,
    total: all.length,
    tasks: listed.map((node) => ({
      id: node.task.id,
      name: node.task.sceneName,
      state: stateOf(node),
      project: node.task.projectName,
      user: node.task.userName,
      frames: node.rollUp.counts,
      charge: chargeOf(node)?.amount ?? null,
      chargeIsLowerBound: (chargeOf(node)?.unknown ?? 0) > 0,
      submitted: isoOf(node.task.submittedMs),
      started: isoOf(node.rollUp.startedMs),
      ended: isoOf(node.rollUp.completedMs),
      outputs: outputStateOf(node, moment),
      outputsUntil: isoOf(outputsEndMs(node, moment.outputDays)),
    })),
  });
  const rows = listed.map((node) => [
    String(node.task.id),
    stateOf(node),
    `${node.rollUp.counts.done}/${node.rollUp.counts.total}`,
    String(node.rollUp.counts.failed),
    chargeText(node),
    node.task.projectName,
    node.task.userName,
    node.task.sceneName,
  ]);
  if (rows.length === 0) output.line("No task matches.");
  else
    for (const text of table([["ID", "STATE", "DONE", "FAILED", "CHARGE", "PROJECT", "USER", "NAME"], ...rows]))
      output.line(text);
  if (listed.length < all.length) output.notice(`${all.length - listed.length} more tasks; --limit 0 lists all.`);
  return EXIT.ok;
}
