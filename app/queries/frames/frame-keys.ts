/** Query keys of frames and of the tasks that contain them. */
export const frameKeys = {
  all: ["frames"] as const,
  set: (taskId: number, keyword: string) => ["frames", taskId, keyword] as const,
  tasks: ["frames", "task"] as const,
  task: (taskId: number) => ["frames", "task", taskId] as const,
  chargeBasis: (leafId: number) => ["frames", "charge-basis", leafId] as const,
  chargeBases: (leafIds: readonly number[]) => ["frames", "charge-bases", leafIds] as const,
  hung: (leaves: readonly (readonly number[])[]) => ["frames", "hung", leaves] as const,
  log: (frameId: number, run: number) => ["frames", "log", frameId, run] as const,
  lastLine: (frameId: number, run: number) => ["frames", "last-line", frameId, run] as const,
  tiles: (taskId: number) => ["frames", "tiles", taskId] as const,
};
