/** Query keys of tasks. */
export const taskKeys = {
  all: ["tasks"] as const,
  history: ["tasks", "history"] as const,
  search: (filter: object) => ["tasks", "search", filter] as const,
  /** `leaves`: per plan its action and the leaves it renders; `state`: what else their prices depend on. */
  prices: (leaves: readonly (readonly unknown[])[], state: readonly unknown[]) =>
    ["tasks", "prices", leaves, state] as const,
  action: ["tasks", "action"] as const,
  transferBid: ["tasks", "transfer-bid"] as const,
  hardware: (taskIds: readonly number[]) => ["tasks", "hardware", taskIds] as const,
  outputFiles: (folder: object) => ["tasks", "output-files", folder] as const,
  deleted: ["tasks", "deleted"] as const,
  record: (page: object) => ["tasks", "record", page] as const,
};
