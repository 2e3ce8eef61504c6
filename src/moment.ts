import * as v from 'valibot';

/** A stored time, in milliseconds since 1970: one that no calendar has was not stored by us, and could not be shown. */
export const Moment = v.pipe(v.number(), v.minValue(Date.UTC(1900, 0)), v.maxValue(Date.UTC(9999, 0)));
