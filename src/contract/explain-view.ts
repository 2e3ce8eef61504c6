import type { Derivation } from '../domain/explanation';

/** Where the content of a cell comes from, as far as that is known. */
export interface ExplainView {
  /** "Board!D5" */
  readonly place: string;
  /** What the cell is, in a sentence. */
  readonly text: string;
  /** What is not known, or has been changed since, in a sentence; null: nothing. */
  readonly note: string | null;
  /** null: nothing is explained. */
  readonly derivation: Derivation | null;
  readonly currency: string | null;
  /** Whose figure it is, of which days, asked how, when and with whose key. */
  readonly facts: readonly ExplainFact[];
  /** What to choose in Journeybee to see the same figure there. */
  readonly compare: readonly ExplainFact[];
}

export interface ExplainFact {
  readonly label: string;
  readonly text: string;
}
