/** Keys that a control needs itself, by the kind of control; a text field and a select need all of them. */
const ownKeys: readonly (readonly [selector: string, keys: RegExp])[] = [
  ["input[type=range]", /^(?:Arrow\w+|Home|End|Page\w+)$/],
  ["input[type=radio]", /^(?:Arrow\w+| )$/],
  ["button, input[type=checkbox]", /^ $/],
  ["input:not([type=range], [type=radio], [type=checkbox]), textarea, select", /./],
];

/** Whether the focused control handles this key, so that it is no shortcut. */
export const usesKey = (target: EventTarget | null, key: string): boolean =>
  target instanceof Element && ownKeys.some(([selector, keys]) => target.matches(selector) && keys.test(key));
