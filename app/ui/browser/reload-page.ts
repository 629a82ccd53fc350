/** Loads the page again, for a new version. */
export const reloadPage = (): void => window.location.reload();
