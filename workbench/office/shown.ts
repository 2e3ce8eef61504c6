import { numfmt } from '#univer';
import { cellName } from '../apps-script/workbook/area';
import type { Workbook } from '../apps-script/workbook/workbook';

/** A cell as people see it. Colours as '#rrggbb'. */
export interface ShownCell {
  readonly text: string;
  /** Of a number: what it may be as well, where it is half way between two texts and programs round either way. */
  readonly roundings?: readonly string[];
  readonly background: string;
  readonly ink: string;
  readonly isBold: boolean;
  readonly align: string;
}

/** From the first cell on, row by row. */
export type ShownSheet = readonly (readonly ShownCell[])[];

/** A spreadsheet's visible sheets, by their names. */
export type ShownBook = ReadonlyMap<string, ShownSheet>;

const paper = '#ffffff';
const black = '#000000';

/** As the local runtime shows it. */
export function shownBook(workbook: Workbook): ShownBook {
  const visible = workbook.sheets().filter(({ hidden }) => !hidden);
  return new Map(visible.map(({ id, name }) => [name, shownSheet(workbook, id)]));
}

function shownSheet(workbook: Workbook, id: string): ShownSheet {
  const { lastRow: rows, lastColumn: columns } = workbook.extent(id);
  if (rows === 0) return [];
  const rect = { row: 1, column: 1, rows, columns };
  const looks = workbook.shownLooks(id, rect);
  return workbook.read(id, rect).map((row, down) =>
    row.map(({ display, value, numberFormat, horizontalAlignment }, right) => {
      const look = looks[down]?.[right];
      return {
        text: display,
        ...(typeof value === 'number' ? { roundings: roundingsOf(value, numberFormat) } : {}),
        background: look?.background || paper,
        ink: look?.fontColor || black,
        isBold: look?.bold ?? false,
        align: horizontalAlignment || (typeof value === 'string' ? 'left' : 'right'),
      };
    }),
  );
}

/** 0.5185 as a percentage with one decimal is 51.8% in LibreOffice and 51.9% in Gnumeric. */
function roundingsOf(value: number, format: string): readonly string[] {
  const least = 1e-13;
  return [1 - least, 1 + least].map((factor) => numfmt.format(format, value * factor, { locale: 'en', throws: false }));
}

/** What another program shows of a cell. */
export interface SeenCell extends ShownCell {
  /** The fills that rules may give it, where the program does not say whether they do. */
  readonly ruleFills?: readonly string[];
}

export type SeenBook = ReadonlyMap<string, readonly (readonly SeenCell[])[]>;

/** A sentence for each thing that is otherwise than expected. Of a blank cell nothing but its fill is seen. */
export function differences(expected: ShownBook, seen: SeenBook): string[] {
  return [...expected].flatMap(([name, rows]) => {
    const sheet = seen.get(name);
    if (!sheet) return [`${name}: there is no such sheet.`];
    const cells = rows.flatMap((row, down) =>
      row.flatMap((cell, right) => {
        const place = `${name}!${cellName(down + 1, right + 1)}`;
        const found = sheet[down]?.[right] ?? blank;
        return comparedCell(cell, found).map((sentence) => `${place}: ${sentence}`);
      }),
    );
    const further = sheet.slice(rows.length).flat();
    return further.some(({ text }) => text !== '') ? [...cells, `${name}: there is text below the last row.`] : cells;
  });
}

const blank: SeenCell = { text: '', background: paper, ink: black, isBold: false, align: 'left' };

function comparedCell(expected: ShownCell, seen: SeenCell): string[] {
  const told = (what: string, wanted: string, found: string) =>
    wanted === found ? [] : [`${what} is ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}.`];
  const isFilledByRule = seen.ruleFills?.includes(expected.background) ?? false;
  const fill = isFilledByRule ? [] : told('its fill', expected.background, seen.background);
  const isRounded = expected.roundings?.includes(seen.text) ?? false;
  const text = isRounded ? [] : told('its text', expected.text, seen.text);
  if (expected.text === '') return [...text, ...fill];
  return [
    ...text,
    ...fill,
    ...told('its colour', expected.ink, seen.ink),
    ...told('its weight', weight(expected), weight(seen)),
    ...told('its alignment', expected.align, seen.align),
  ];
}

const weight = ({ isBold }: ShownCell) => (isBold ? 'bold' : 'normal');
