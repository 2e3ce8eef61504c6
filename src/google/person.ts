import { Problem } from '../problem';
/**
 * Refuses callers that are not a person at the menu or in the sidebar, or their trigger.
 *
 * Every top-level function can be typed into a cell by any editor, where it would run against the stored properties of the
 * spreadsheet's owner (P1.1-4, P1.4-4). A cell may not use the Script service (P8.1-8, inferred), and has no address
 * (P1.4-8): either tells it apart.
 */
export function requirePerson(): void {
  if (authorizationRequired()) {
    throw new Problem(
      'Journeybee needs your permission again. Reload the spreadsheet, choose Open Journeybee in the Extensions menu, and allow everything that Google asks for.',
    );
  }
  if (personEmail() === '') throw notForCells();
}

function authorizationRequired(): boolean {
  try {
    const info = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL);
    return info.getAuthorizationStatus() === ScriptApp.AuthorizationStatus.REQUIRED;
  } catch {
    throw notForCells();
  }
}

const notForCells = () =>
  new Problem('This is not a function for cells. Use =JB_PARTNERS(), or the Journeybee entry of the Extensions menu.');

/** The address of the person who is running this: at the keyboard, or the creator of the trigger. */
export function personEmail(): string {
  return Session.getEffectiveUser().getEmail();
}
