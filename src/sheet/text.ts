import type { Cell } from '../leaderboard/table';

/** Names are typed by outsiders, and what Sheets reads as a formula or a date depends on the locale: this stays text (P8-3 to P8-6). */
export const text = (value: string): string => `'${value}`;

/** A cell as it is handed to Sheets. */
export const written = (cell: Cell): Cell => (typeof cell === 'string' && cell !== '' ? text(cell) : cell);
