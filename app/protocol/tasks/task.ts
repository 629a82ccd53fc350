/**
 * A task, layer or pass; how the farm sends it is in task-info.ts. Moments are epoch ms, durations seconds; null means "not yet"
 * or "does not apply".
 */
export type Task = {
  readonly id: number;
  readonly alias: string;
  readonly sceneName: string;
  readonly layerName: string | null;
  readonly camera: string;
  readonly statusCode: number | null;
  readonly preStatusCode: number | null;
  readonly totalFrames: number;
  readonly doneFrames: number;
  readonly failedFrames: number;
  readonly executingFrames: number;
  readonly abortFrames: number;
  readonly framesRange: string;
  readonly projectName: string;
  readonly cost: number | null;
  readonly accountCost: number | null;
  readonly couponCost: number | null;
  readonly arrears: number | null;
  readonly submittedMs: number | null;
  readonly startedMs: number | null;
  readonly completedMs: number | null;
  /** Machine time summed over frames, not wall time. */
  readonly machineSeconds: number | null;
  /** The reminder (`taskOverTime`): after it the farm marks the task overdue and stops nothing. */
  readonly reminderSeconds: number | null;
  /**
   * The frame stop (`overTimeStop`): a frame that renders longer is stopped. A third limit, which stops the whole task
   * (`task_stop_time` of its task.json), is in no response.
   */
  readonly frameLimitSeconds: number | null;
  /** The farm marks the task as past its reminder; null where it does not say. */
  readonly isOverdue: boolean | null;
  readonly userName: string;
  readonly producer: string | null;
  readonly userId: number | null;
  readonly level: number | null;
  readonly userLevel: number | null;
  /** Maximum number of machines for the task; null: no limit. */
  readonly machineLimit: number | null;
  readonly ramGb: number | null;
  readonly outputFolder: string | null;
  readonly dispatcherId: string;
  /** Id of the shell that contains it; null for a top-level task. */
  readonly parentId: number | null;
  readonly cloneParentId: number | null;
  readonly cloneOriginalId: number | null;
  readonly cgId: number | null;
  /** Free tags (addTaskLabel); not the project label, which is `projectName`. */
  readonly tags: readonly string[];
  /** false: the account may not change the task. null: the farm does not say. */
  readonly isOperable: boolean | null;
  /**
   * A note, the scene file on the submitting machine, the code of the submitting program and the code of the kind of stop; null
   * in the dialect of 2018.
   */
  readonly remark: string | null;
  readonly sceneLocalPath: string | null;
  readonly channel: number | null;
  readonly stopType: number | null;
  /** The scene facts as one text; see parseKeyValue. */
  readonly keyValueText: string;
  /** A shell has no frames; its work is in `children`. */
  readonly isShell: boolean;
  readonly taskType: string;
  readonly taskTypeText: string | null;
  readonly sharesMainCapital: boolean;
  readonly isDeleted: boolean;
  readonly children: readonly Task[];
  /** Number of malformed children; their state is unknown. */
  readonly malformedChildren: number;
};
