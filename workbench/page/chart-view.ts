import type { Chart, Workbook } from '../apps-script/workbook/workbook';
import type { ChartView } from './contract';

/** In pixels, as Google makes a chart whose size nobody gave. */
const usualSize = { width: 600, height: 371 };
/** Blue, as Google's first colour. */
const usualColor = '#4285f4';

/** The charts of a sheet, with what the cells that they show hold now. */
export function viewCharts(workbook: Workbook, sheetId: string): ChartView[] {
  return workbook.chartsOn(sheetId).map((chart) => viewChart(workbook, chart));
}

function viewChart(workbook: Workbook, { id, type, ranges, headers = 1, options, position }: Chart): ChartView {
  const columns = ranges.flatMap(({ sheetId, ...rect }) => {
    const cells = workbook.read(sheetId, rect);
    return Array.from({ length: rect.columns }, (_, column) => cells.flatMap((row) => row[column] ?? []));
  });
  const [labels = [], ...figures] = columns;
  const said = (name: string) => optionOf(options, name);
  const sized = (name: 'width' | 'height') => Number(said(name) ?? usualSize[name]);
  const colors = said('colors');
  return {
    id,
    type: type === 'COLUMN' || type === 'LINE' ? type : 'BAR',
    title: String(said('title') ?? ''),
    color: String((Array.isArray(colors) ? colors[0] : undefined) ?? usualColor),
    axisTitle: String(said(type === 'BAR' ? 'hAxis.title' : 'vAxis.title') ?? ''),
    labels: labels.slice(headers).map(({ display }) => display),
    series: figures.map((column) => ({
      name: headers > 0 ? (column[headers - 1]?.display ?? '') : '',
      values: column.slice(headers).map(({ value }) => (typeof value === 'number' ? value : null)),
      texts: column.slice(headers).map(({ display }) => display),
    })),
    ...position,
    width: sized('width'),
    height: sized('height'),
  };
}

/** An option may be given by its whole name, `hAxis.title`, or within another one. */
function optionOf(options: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(options, name)) return options[name];
  const [first = '', ...rest] = name.split('.');
  const outer = Object.hasOwn(options, first) ? options[first] : undefined;
  if (rest.length === 0 || typeof outer !== 'object' || outer === null) return undefined;
  return optionOf(outer as Readonly<Record<string, unknown>>, rest.join('.'));
}
