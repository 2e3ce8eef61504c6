import { between } from './parsing';

/** A stored time, in milliseconds since 1970: one that no calendar has was not stored by us, and could not be shown. */
export const Moment = between(Date.UTC(1900, 0), Date.UTC(9999, 0));
