import { array, nullable, object, oneOf, type Parsed, string } from '../parsing';

/** What is to be known of a refresh that did work. A warning: something of it is missing, or will be. */
const Note = object({ kind: oneOf(['information', 'warning']), text: string });
export type Note = Parsed<typeof Note>;

export const warning = (text: string): Note => ({ kind: 'warning', text });

export const information = (text: string): Note => ({ kind: 'information', text });

/** null: there is nothing to say. */
export const StoredNotes = nullable(array(Note));
