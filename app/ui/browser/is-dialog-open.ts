/** Whether a dialog is open: it takes all keys. */
export const isDialogOpen = (): boolean => document.querySelector("[aria-modal=true]") !== null;
