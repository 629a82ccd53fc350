/** Render areas: what they render, how busy they are, and where else a task could go (endpoints-current section 2). */

/** `type` and `status` are null in the dialect of 2018. */
export type Platform = {
  readonly platform: number;
  /** A key of a text catalogue that the farm does not send. */
  readonly name: string;
  readonly type: number | null;
  readonly status: number | null;
  /** First letters of the aliases of its tasks. */
  readonly taskPrefix: string | null;
  readonly isShow: boolean | null;
};

export const platformTypes = { 0: "gpu", 1: "cpu", 2: "still" } as const;
export const platformStates = { 0: "disabled", 1: "normal", 2: "busy", 3: "full" } as const;

export const isPlatformType = (code: number): code is keyof typeof platformTypes => Object.hasOwn(platformTypes, code);
export const isPlatformState = (code: number): code is keyof typeof platformStates =>
  Object.hasOwn(platformStates, code);

const NORMAL = 1;
const BUSY = 2;

/** The account's platform is not at its best, and which others of the same kind are. */
export type PlatformAdvice = {
  readonly own: Platform & { readonly status: number };
  readonly others: readonly Platform[];
};

/**
 * null: the account's platform takes tasks as usual, or the farm does not say. When it is full or disabled and no other is free, busy
 * ones are better too.
 */
export function platformAdvice(platforms: readonly Platform[], ownNumber: number | null): PlatformAdvice | null {
  const own = platforms.find(({ platform }) => platform === ownNumber);
  if (!own || own.status === null || own.status === NORMAL || !isPlatformState(own.status)) return null;
  const alike = platforms.filter((one) => one !== own && one.isShow !== false && one.type === own.type);
  const free = alike.filter(({ status }) => status === NORMAL);
  const others = free.length > 0 || own.status === BUSY ? free : alike.filter(({ status }) => status === BUSY);
  return { own: { ...own, status: own.status }, others };
}
