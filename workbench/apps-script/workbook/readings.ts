/** How Sheets behaves where nobody knows: each is one reading of a row in docs/platform.md. The first of each is harder on a script. */
export interface Readings {
  /** When a script hears that a Table or a validation rule refuses what it writes (P8-60, P8-64). */
  refusals: 'at the flush' | 'at the call';
  /** Whether a Table refuses only number formats, and in typed columns only, or all looks, its header's too (P8-60, P8-62). */
  tables: 'refuse all looks' | 'refuse number formats';
  /** What becomes of the apostrophe before a text that a script writes into a Plain text cell (P8-65). */
  apostrophes: 'kept' | 'swallowed';
}

export const hardReadings: Readings = {
  refusals: 'at the flush',
  tables: 'refuse all looks',
  apostrophes: 'kept',
};
