import type { Cell, CellStyle, ConditionalRule, WriteSheet } from 'hucre';
import { cellName, columnLabel } from '../apps-script/workbook/area';
import { parseFormula, relocateFormula } from '../apps-script/workbook/formula';
import type { Border } from '../apps-script/workbook/style';
import { toSerial } from '../apps-script/workbook/wall-time';
import type {
  CellView,
  Condition,
  ConditionalRule as Rule,
  RuleLook,
  SheetInfo,
  ShownLook,
  Workbook,
} from '../apps-script/workbook/workbook';

const font = { name: 'Arial', size: 10 } as const;
/** The width of a digit in that font, which is xlsx's unit of width. */
const digitPixels = 7;
const pointsPerPixel = 0.75;

/**
 * The visible sheets of a spreadsheet as an xlsx file: values, number formats, looks, widths, frozen panes and conditional rules.
 * Alternating colours become fills, and custom functions are wrapped with their values as Google's own export does.
 */
export async function saveXlsx(workbook: Workbook): Promise<Uint8Array> {
  // The package is an ES module, which a CommonJS bundle loads in this way alone.
  const { writeXlsx } = await import('hucre');
  const sheets = workbook.sheets().filter(({ hidden }) => !hidden);
  return writeXlsx({ defaultFont: font, sheets: sheets.map((info) => sheetOf(workbook, info)) });
}

function sheetOf(workbook: Workbook, info: SheetInfo): WriteSheet {
  const { id, name, frozenRows, frozenColumns, hiddenGridlines } = info;
  const { lastRow, lastColumn } = workbook.extent(id);
  const cells = new Map<string, Partial<Cell>>();
  if (lastRow > 0) {
    const rect = { row: 1, column: 1, rows: lastRow, columns: lastColumn };
    const looks = workbook.shownLooks(id, rect, { withRules: false });
    for (const [down, row] of workbook.read(id, rect).entries()) {
      for (const [right, view] of row.entries()) {
        const look = looks[down]?.[right];
        if (look) cells.set(`${down},${right}`, cellOf(view, look, workbook.timeZone));
      }
    }
  }
  const columns = Array.from({ length: lastColumn }, (_, index) => ({
    width: workbook.columnWidth(id, index + 1) / digitPixels,
  }));
  const heights = Array.from(
    { length: lastRow },
    (_, index) => [index, { height: workbook.rowHeight(id, index + 1) * pointsPerPixel }] as const,
  );
  return {
    name,
    cells,
    columns,
    rowDefs: new Map(heights),
    freezePane: { rows: frozenRows, columns: frozenColumns },
    view: { showGridLines: !hiddenGridlines },
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    conditionalRules: workbook
      .rulesOn(id)
      .flatMap((rule) => rulesOf(rule, workbook))
      .map((rule, index) => ({ ...rule, priority: index + 1 })),
  };
}

function cellOf(view: CellView, look: ShownLook, timeZone: string): Partial<Cell> {
  const { formula, numberFormat } = view;
  const value = view.value instanceof Date ? toSerial(view.value.getTime(), timeZone) : view.value;
  const style: CellStyle = {
    ...styleOf(view, look),
    ...(numberFormat === '' || numberFormat === 'General' ? {} : { numFmt: numberFormat }),
  };
  // Without its result, so that each program has to calculate it.
  if (formula) return { style, formula: exportedFormula(formula, value) };
  return { value: value === '' ? null : value, style };
}

type Value = string | number | boolean;

/** Google's export keeps what a custom function gave as the answer to an error, which its name is elsewhere. */
function exportedFormula(formula: string, value: Value): string {
  const text = formula.slice(1);
  if (!/\bJB_/i.test(text)) return text;
  const shown = typeof value === 'string' ? quoted(value) : String(value).toUpperCase();
  return `IFERROR(__xludf.DUMMYFUNCTION(${quoted(text)}),${shown})`;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function styleOf(view: CellView, { background, fontColor, bold, italic }: ShownLook): CellStyle {
  const borders = Object.entries(view.borders).map(([side, border]) => [side, lineOf(border)] as const);
  return {
    font: {
      ...font,
      ...(view.fontFamily ? { name: view.fontFamily } : {}),
      size: view.fontSize,
      bold,
      italic,
      ...(fontColor ? { color: rgb(fontColor) } : {}),
    },
    ...(background ? { fill: { type: 'pattern', pattern: 'solid', fgColor: rgb(background) } } : {}),
    ...(borders.length > 0 ? { border: Object.fromEntries(borders) } : {}),
    alignment: {
      ...(view.horizontalAlignment ? { horizontal: view.horizontalAlignment } : {}),
      vertical: view.verticalAlignment === 'middle' ? 'center' : view.verticalAlignment,
      wrapText: view.wrap === 'WRAP',
    },
  };
}

const rgb = (color: string) => ({ rgb: color.slice(1).toUpperCase() });

const lineStyles = {
  SOLID: 'thin',
  SOLID_MEDIUM: 'medium',
  SOLID_THICK: 'thick',
  DASHED: 'dashed',
  DOTTED: 'dotted',
  DOUBLE: 'double',
} as const;

const lineOf = ({ style, color }: Border) => ({ style: lineStyles[style], color: rgb(color) });

/** A rule for each of its ranges, because a formula is written for the first cell of one. */
function rulesOf({ ranges, condition, look }: Rule, { locale }: Workbook): Omit<ConditionalRule, 'priority'>[] {
  const [first] = ranges;
  if (!first) return [];
  return ranges.map((area) => {
    const { row, column, rows, columns } = area;
    const range = `${cellName(row, column)}:${columnLabel(column + columns - 1)}${row + rows - 1}`;
    const relocated = (formula: string) => {
      const offset = { down: row - first.row, right: column - first.column };
      return relocateFormula(parseFormula(formula, locale), offset).slice(1);
    };
    return { ...conditionOf(condition, relocated), range, style: ruleStyle(look) };
  });
}

const operators = {
  NUMBER_EQUAL_TO: 'equal',
  NUMBER_NOT_EQUAL_TO: 'notEqual',
  NUMBER_GREATER_THAN: 'greaterThan',
  NUMBER_GREATER_THAN_OR_EQUAL_TO: 'greaterThanOrEqual',
  NUMBER_LESS_THAN: 'lessThan',
  NUMBER_LESS_THAN_OR_EQUAL_TO: 'lessThanOrEqual',
  NUMBER_BETWEEN: 'between',
} as const;

/** @throws Error for what no rule of the add-on asks */
function conditionOf(
  { criterion, values }: Condition,
  relocated: (formula: string) => string,
): Pick<ConditionalRule, 'type' | 'operator' | 'formula'> {
  if (criterion === 'CUSTOM_FORMULA') return { type: 'expression', formula: relocated(String(values[0])) };
  if (criterion === 'TEXT_EQUAL_TO') return { type: 'cellIs', operator: 'equal', formula: quoted(String(values[0])) };
  const operator = Object.entries(operators).find(([name]) => name === criterion)?.[1];
  if (!operator) throw new Error(`A rule of the kind ${criterion} has no translation into xlsx here.`);
  return { type: 'cellIs', operator, formula: values.map(String) };
}

function ruleStyle({ background, fontColor, bold, italic }: RuleLook): CellStyle {
  const ofFont = {
    ...(fontColor ? { color: rgb(fontColor) } : {}),
    ...(bold === undefined ? {} : { bold }),
    ...(italic === undefined ? {} : { italic }),
  };
  return {
    ...(Object.keys(ofFont).length > 0 ? { font: ofFont } : {}),
    ...(background ? { fill: { type: 'pattern', pattern: 'solid', bgColor: rgb(background) } } : {}),
  };
}
