import type { AuthMode } from './permissions';
import { EnumMember } from './wire';

/** The event of a simple trigger. */
export const openEvent = (mode: AuthMode) => ({ authMode: new EnumMember(`AuthMode.${mode}`) });
