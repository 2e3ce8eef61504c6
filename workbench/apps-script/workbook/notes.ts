import { type Area, type CellPosition, cellArea, type Shift, shiftArea } from './area';

export interface Note extends Area {
  readonly text: string;
}

/** The notes that people put on cells. They are no content, and clearing a cell leaves its note (P8-41). */
export class Notes {
  private notes: Note[] = [];

  /** '' takes it away. */
  set(position: CellPosition, text: string): void {
    this.notes = this.notes.filter((note) => !isAt(note, position));
    if (text !== '') this.notes.push({ ...cellArea(position), text });
  }

  at(position: CellPosition): string {
    return this.notes.find((note) => isAt(note, position))?.text ?? '';
  }

  on(sheetId: string): readonly Note[] {
    return this.notes.filter((note) => note.sheetId === sheetId);
  }

  shift(shift: Shift): void {
    this.notes = this.notes.flatMap(({ text, ...area }) => {
      const shifted = shiftArea(area, shift);
      return shifted ? { ...shifted, text } : [];
    });
  }

  dropSheet(sheetId: string): void {
    this.notes = this.notes.filter((note) => note.sheetId !== sheetId);
  }

  duplicateSheet(from: string, to: string): void {
    const copies = this.notes.filter(({ sheetId }) => sheetId === from);
    this.notes.push(...copies.map((note) => ({ ...note, sheetId: to })));
  }

  copyFrom(other: Notes): void {
    this.notes = [...other.notes];
  }
}

const isAt = (note: Note, { sheetId, row, column }: CellPosition): boolean =>
  note.sheetId === sheetId && note.row === row && note.column === column;
