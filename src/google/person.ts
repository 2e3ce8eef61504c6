import { Problem } from '../problem';
import { isFault, unlessRefused } from './faults';
/**
 * Refuses callers that are not a person at the menu or in the sidebar, or their trigger.
 *
 * Every top-level function can be typed into a cell by any editor, where it would run against the stored properties of the
 * spreadsheet's owner (P1.1-4, P1.4-4). A cell may not use the Script service (P8.1-8, inferred), and has no address
 * (P1.4-8): either tells it apart.
 */
export function requirePerson(): void {
  const lapse = authorizationLapse();
  if (lapse) throw new PermissionNeeded(lapse.allowAt);
  if (personEmail() === '') throw notForCells();
}

/**
 * A permission is missing: a trigger goes on running after one was withdrawn (P3-13), and people may grant only some
 * (P6-13).
 */
export class PermissionNeeded extends Problem {
  /** `allowAt`: Google's page on which the person can allow it; null where Google names none. */
  constructor(readonly allowAt: string | null) {
    super(
      'Journeybee needs your permission again. Reload the spreadsheet, choose Open Journeybee in the Extensions menu, and allow everything that Google asks for.',
    );
  }
}

/** null where everything is allowed. @throws Problem in a cell */
export function authorizationLapse(): { readonly allowAt: string | null } | null {
  try {
    const info = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL);
    if (info.getAuthorizationStatus() !== ScriptApp.AuthorizationStatus.REQUIRED) return null;
    return { allowAt: info.getAuthorizationUrl() || null };
  } catch (error) {
    throw isFault(error) ? error : notForCells();
  }
}

const notForCells = () =>
  new Problem('This is not a function for cells. Use =JB_PARTNERS(), or the Journeybee entry of the Extensions menu.');

/** The person's address, or null where the permission to know it is missing. */
export const personEmailIfAllowed = (): string | null => unlessRefused(() => personEmail() || null, null);

let email = '';

/** The address of the person who is running this: at the keyboard, or the creator of the trigger. */
export function personEmail(): string {
  email = email || Session.getEffectiveUser().getEmail();
  return email;
}
