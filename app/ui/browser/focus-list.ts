/** Moves the focus to the list of the page, to the row where Tab would reach it. Returns false where the page has no list. */
export function focusList(): boolean {
  const row = document.querySelector<HTMLElement>("#page [role=treegrid] [tabindex='0']");
  row?.focus();
  return row !== null;
}
