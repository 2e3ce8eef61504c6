import { Problem } from '../problem';
/**
 * Refuses callers that are not a person at the menu or in the sidebar, or their trigger.
 *
 * Every top-level function can be typed into a cell by any editor, where it would run against the stored properties of the
 * spreadsheet's owner (P1.1-4, P1.4-4). A cell may not use the Script service (P8.1-8), and so is told apart here.
 */
export function requirePerson(): void {
  let status: GoogleAppsScript.Script.AuthorizationStatus;
  try {
    status = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL).getAuthorizationStatus();
  } catch {
    throw new Problem(
      'This is not a function for cells. Use =JB_PARTNERS(), or the Journeybee entry of the Extensions menu.',
    );
  }
  if (status === ScriptApp.AuthorizationStatus.REQUIRED) {
    throw new Problem(
      'Journeybee needs your permission again. Choose Open Journeybee in the Extensions menu and allow it.',
    );
  }
}

/** The address of the person who is running this: at the keyboard, or the creator of the trigger. */
export function personEmail(): string {
  return Session.getEffectiveUser().getEmail();
}
