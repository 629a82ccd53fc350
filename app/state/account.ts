/** The farm account that the page shows: its address names it, /accounts/<name>/..., if the server has several. */

const [path = "", name] = /^\/accounts\/([a-z\d-]+)(?=\/)/.exec(globalThis.location?.pathname ?? "") ?? [];

/** What precedes every path of the page and of its requests; empty if the server has one account. */
export const accountPath = path;

export const hasAccounts = name !== undefined;

/** The name under which this browser stores a value of the account. */
export const accountKey = (key: string): string => (name === undefined ? key : `${key}@${name}`);

/** The address of a page of another account. */
export const accountAddress = (account: string, page: string): string => `/accounts/${account}/${page}`;
