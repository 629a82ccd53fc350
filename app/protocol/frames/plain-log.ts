/** Log text without the control characters of a terminal. */
/* oxlint-disable no-control-regex -- control characters are what it removes */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const ESCAPES = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Leaves out colours, cursor movements, window titles (ECMA-48) and other characters that show nothing. Line breaks and tabs stay. */
export const plainLog = (text: string): string => text.replace(ESCAPES, "").replace(CONTROLS, "");
