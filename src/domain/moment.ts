import { between } from './parsing';

/**
 * A stored time, in milliseconds since 1970. A value outside of the calendar's years was not stored by the add-on and
 * could not be shown.
 */
export const Moment = between(Date.UTC(1900, 0), Date.UTC(9999, 0));
