/**
 * The tables of the store, the same on both engines. Moments are epoch ms, amounts thousandths of a unit of the account's
 * currency, durations ms; all are integers. Ids of the farm are text, so that none is rounded. `account` is the key of the
 * farm account in the table `account`.
 */
import type { Role } from "../../protocol/endpoints";

/**
 * Frames that were done or failed, and what was spent, since recording began. They only rise: a task that is rendered again or
 * deleted takes nothing back, so that any two samples tell what happened between them.
 */
export type GrowthColumns = {
  readonly done_grown: number;
  readonly failed_grown: number;
  readonly spend_grown_milli: number;
};

type AccountTable = GrowthColumns & {
  readonly key: number;
  readonly id: string;
  /** When the first poll was written: what happened before is only known as far as the farm tells it. */
  readonly recording_since_ms: number | null;
  readonly revision: number;
  /** The sequence number of the newest event. */
  readonly event_seq: number;
  /** A random number of the instance that writes; one with another number may not write. 0: none has written. */
  readonly term: number;
  /** The poll that was written last; a poll whose commit was not confirmed is not written twice. */
  readonly last_poll: string;
  /** When the queue was measured last. */
  readonly queue_ms: number | null;
  /** JSON of how the leader's reading of the farm goes (mirror/live-tasks.ts); null: not written yet. */
  readonly reading: string | null;
};

/** Frame counts and amounts of a leaf; an amount is null while the farm names none. */
type CounterColumns = {
  readonly status_code: number | null;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly rendering: number;
  readonly stopped: number;
  readonly machine_ms: number | null;
  readonly account_milli: number | null;
  readonly coupon_milli: number | null;
  readonly arrears_milli: number | null;
};

/** The latest row of a top-level task; its roll-up in columns. */
export type TaskTable = CounterColumns & {
  readonly account: number;
  readonly id: string;
  /** The revision that changed it last. */
  readonly revision: number;
  readonly first_seen_ms: number;
  readonly deleted_ms: number | null;
  readonly name: string;
  readonly project: string;
  readonly user_name: string;
  readonly software: string;
  readonly camera: string;
  readonly waiting: number;
  readonly submitted_ms: number | null;
  readonly started_ms: number | null;
  readonly ended_ms: number | null;
  /** JSON of the parsed task with its children. */
  readonly row: string;
};

/** When the farm was asked for a task last; apart from `task`, because it changes with every poll. */
type TaskReadTable = {
  readonly account: number;
  readonly task_id: string;
  readonly read_ms: number;
  /** The revision that wrote it. */
  readonly revision: number;
};

/** The latest counts of a leaf, from which the next ones differ, and what its usage is grouped by. */
export type LeafTable = CounterColumns & {
  readonly account: number;
  readonly id: string;
  /** The top-level task that contains it. */
  readonly task_id: string;
  readonly at_ms: number;
  /** Frames that wait for a machine; 0 once the leaf has ended. */
  readonly queued: number;
  readonly project: string;
  readonly user_name: string;
  readonly software: string;
  readonly camera: string;
};

/** The counts of a leaf each time they changed. */
export type TaskSampleTable = CounterColumns & {
  readonly account: number;
  readonly leaf_id: string;
  readonly at_ms: number;
  /** 1: a count fell here or right after it; retention keeps it, so that sums of rises stay the same. */
  readonly is_turn: number;
};

/** Totals of the account; the growth until then is null in samples of an older program. */
export type FarmSampleTable = { readonly [Name in keyof GrowthColumns]: number | null } & {
  readonly account: number;
  readonly at_ms: number;
  readonly waiting: number;
  readonly rendering: number;
  readonly done: number;
  readonly failed: number;
  readonly stopped: number;
  readonly active_tasks: number;
  readonly spend_milli: number | null;
  readonly balance_milli: number | null;
};

/** Append-only. `key` names the happening, so that it is recorded once. */
export type EventTable = {
  readonly account: number;
  readonly seq: number;
  readonly key: string;
  readonly type: string;
  readonly task_id: string | null;
  readonly at_ms: number;
  /** JSON, or null. */
  readonly details: string | null;
};

/** A run of a frame that has ended. */
export type FrameAttemptTable = {
  readonly account: number;
  readonly leaf_id: string;
  readonly frame_id: string;
  readonly started_ms: number;
  readonly frame_name: string;
  readonly node: string;
  readonly status_code: number | null;
  readonly ended_ms: number | null;
  readonly render_ms: number | null;
  readonly account_milli: number | null;
  readonly coupon_milli: number | null;
  readonly arrears_milli: number | null;
  readonly seen_ms: number;
};

/** Append-only, which the database enforces: every write through Renderdeck and every refusal. */
export type ActionTable = {
  readonly account: number;
  readonly id: string;
  readonly at_ms: number;
  /** Id; "": nobody signs in, or not recorded. */
  readonly person: string;
  readonly person_name: string;
  /** null, as the next one: of an older program, which recorded no person. */
  readonly role: string | null;
  readonly source: string | null;
  readonly operation: string;
  /** JSON list of ids. */
  readonly targets: string;
  readonly outcome: string;
  readonly code: number | null;
  /** Why there is no answer of the farm; null: there is one. */
  readonly problem: string | null;
  readonly request_id: string | null;
  /** JSON of the price that the user was shown. */
  readonly price: string | null;
  /** 1: it takes another write back. */
  readonly is_undo: number;
  readonly details: string | null;
};

/** The tasks and layers that an action names. */
export type ActionTargetTable = {
  readonly account: number;
  readonly target: string;
  readonly at_ms: number;
  readonly action_id: string;
};

/** An environment as it was seen; a version for each change. */
export type EnvironmentVersionTable = {
  readonly account: number;
  /** Software and name; see environmentIdOf. */
  readonly environment_id: string;
  readonly version: number;
  readonly at_ms: number;
  /** null: not known. */
  readonly person: string | null;
  /** JSON; null: the environment was deleted. */
  readonly content: string | null;
  /** The write through Renderdeck that led to it; null: none that is known. */
  readonly operation: string | null;
};

/**
 * What happened in `span` hours from `hour` (hours since the epoch), by one dimension: "total", "project", "user", "software",
 * "camera" or "node". Written together with the samples it is summed from.
 */
export type UsageSumTable = {
  readonly account: number;
  readonly dimension: string;
  readonly span: number;
  readonly hour: number;
  readonly value: string;
  readonly done: number;
  readonly failed: number;
  /** Frames that were done or failed and then were not: they were started again. */
  readonly restarted: number;
  /** Done frames of leaves for which the farm names no amount; with any, the amounts are lower bounds. */
  readonly unpriced: number;
  readonly machine_ms: number;
  readonly account_milli: number;
  readonly coupon_milli: number;
  readonly arrears_milli: number;
  /** Waiting frames times the ms they waited; divided by `observed_ms` of "total" it is the mean length of the queue. */
  readonly queue_frame_ms: number;
  readonly queue_max: number;
  /** How much of the span the queue was observed; only in "total". */
  readonly observed_ms: number;
};

/** Somebody who has signed in. Its sessions that began until `signed_out_ms` are not valid. */
export type PersonTable = {
  readonly id: string;
  readonly name: string;
  readonly signed_in_ms: number;
  readonly signed_out_ms: number;
  /** The role of the last sign-in; null: an older program noted it, or only the end of the sessions is known. */
  readonly role: string | null;
};

/** A session that its person ended; its row may go when the session would have expired. */
export type EndedSessionTable = { readonly id: string; readonly ended_ms: number };

/** How far the notes of the team go. `epoch`: a random name of this memory; another database does not know it. */
type TeamTable = {
  readonly account: number;
  readonly epoch: string;
  /** The number of the last change. */
  readonly version: number;
};

/** Who made the last change; an empty id: the name is what a browser sent. */
type PersonColumns = { readonly person_id: string; readonly person_name: string };

/** The last claim of a task. */
export type TeamClaimTable = PersonColumns & {
  readonly account: number;
  readonly task_id: string;
  readonly version: number;
  /** JSON; null: it was released. */
  readonly claim: string | null;
  /** JSON of the claim before it; null: there was none. */
  readonly former: string | null;
  /** When the claim ends by itself. */
  readonly until_ms: number | null;
};

/** A note; the person is its author. */
export type TeamNoteTable = PersonColumns & {
  readonly account: number;
  readonly id: string;
  readonly task_id: string;
  readonly version: number;
  readonly at_ms: number;
  /** When the text was written, if it is not the first one. */
  readonly edited_ms: number | null;
  readonly deleted_ms: number | null;
  /** JSON of the person. */
  readonly deleted_by: string | null;
  readonly text: string;
};

/** A former text of a note; `version` is the change that replaced it, `at_ms` when it was written. */
export type TeamNoteTextTable = {
  readonly account: number;
  readonly note_id: string;
  readonly version: number;
  readonly at_ms: number;
  readonly text: string;
};

/** A view that everybody has. */
export type TeamViewTable = PersonColumns & {
  readonly account: number;
  readonly name: string;
  readonly version: number;
  readonly at_ms: number;
  /** 1: everybody has it in the navigation. */
  readonly is_pinned: number;
  /** JSON of search parameters and columns. */
  readonly content: string;
};

/** The acknowledged trouble of a task. */
export type TeamSeenTable = PersonColumns & {
  readonly account: number;
  readonly task_id: string;
  readonly version: number;
  readonly at_ms: number;
  /** JSON; null: it was taken back. */
  readonly content: string | null;
};

/** The last change of a task's mark "fetched". */
export type TeamFetchedTable = PersonColumns & {
  readonly account: number;
  readonly task_id: string;
  readonly version: number;
  /** JSON; null: it was taken away. */
  readonly mark: string | null;
  /** JSON of the mark before it; null: there was none. */
  readonly former: string | null;
};

/** A token of the API. Of the secret only the hash is kept. */
export type ApiTokenTable = {
  readonly id: string;
  /** SHA-256 of the secret, in hex. */
  readonly hash: string;
  readonly name: string;
  readonly role: Role;
  /** The id of the person who made it; empty where nobody signs in. */
  readonly creator_id: string;
  readonly creator_name: string;
  /** The role of that person as it was seen last. */
  readonly creator_role: Role;
  readonly created_ms: number;
  /** null: it never ends. */
  readonly expires_ms: number | null;
  readonly revoked_ms: number | null;
  /** Day of its last request, in days since the epoch (UTC). */
  readonly used_day: number | null;
};

export type Tables = {
  readonly migration: { readonly version: number; readonly name: string; readonly applied_ms: number };
  readonly account: AccountTable;
  readonly task: TaskTable;
  readonly task_read: TaskReadTable;
  readonly leaf: LeafTable;
  readonly task_sample: TaskSampleTable;
  readonly farm_sample: FarmSampleTable;
  readonly event: EventTable;
  readonly frame_attempt: FrameAttemptTable;
  readonly action: ActionTable;
  readonly action_target: ActionTargetTable;
  readonly environment_version: EnvironmentVersionTable;
  readonly usage_sum: UsageSumTable;
  readonly person: PersonTable;
  readonly ended_session: EndedSessionTable;
  readonly team: TeamTable;
  readonly team_claim: TeamClaimTable;
  readonly team_note: TeamNoteTable;
  readonly team_note_text: TeamNoteTextTable;
  readonly team_view: TeamViewTable;
  readonly team_seen: TeamSeenTable;
  readonly team_fetched: TeamFetchedTable;
  readonly api_token: ApiTokenTable;
};
