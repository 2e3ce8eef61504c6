import { array, nullable, object, oneOf, type Parsed, string } from '../domain/parsing';

/** A note about a refresh that worked. A warning says that something is missing, or will be. */
const Note = object({ kind: oneOf(['information', 'warning']), text: string });
export type Note = Parsed<typeof Note>;

export const warning = (text: string): Note => ({ kind: 'warning', text });

/** Sheets refuses formats in a Table, whose columns have types of their own (P8-60). */
export const formatsKept =
  'Sheets keeps its own formats in some of these cells, as it does in a Table. The figures are as they should be.';

export const historyFormatsKept =
  'Sheets keeps its own formats in the sheet of the history, as it does in a Table. The figures there are as they should be.';

export const information = (text: string): Note => ({ kind: 'information', text });

/** null: there is nothing to say. */
export const StoredNotes = nullable(array(Note));
