/** Adds the add-on's entries to the Extensions menu. Works in every authorization mode, NONE included (P2.1-4). */
export function addMenu(entries: ReadonlyArray<{ readonly label: string; readonly functionName: string }>): void {
  const menu = SpreadsheetApp.getUi().createAddonMenu();
  for (const { label, functionName } of entries) menu.addItem(label, functionName);
  menu.addToUi();
}

/** Whether a simple trigger may read the file: not before the add-on is enabled in it (P2.1-1, P2.1-3). */
export function mayTouchFile(authMode: unknown): boolean {
  return authMode === ScriptApp.AuthMode.LIMITED || authMode === ScriptApp.AuthMode.FULL;
}

/** Shows the page. `mark`: the id of an element that it then finds at its end (P2.2-13); null: none. */
export function showSidebar(title: string, mark: string | null = null): void {
  const page = HtmlService.createHtmlOutputFromFile('sidebar').setTitle(title);
  SpreadsheetApp.getUi().showSidebar(mark === null ? page : page.append(`<i id="${mark}" hidden></i>`));
}
