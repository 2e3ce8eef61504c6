import type { Region, Table } from '../exported';

// Runs in a browser, which shows what a spreadsheet program exported. Its bundle is one global object with these two functions.

/** The tables of the page, each with its caption or the emphasis of the heading above it. */
export function tables(): Table[] {
  return [...document.querySelectorAll('table')].map((table) => ({
    name: (table.caption ?? table.previousElementSibling?.querySelector('em'))?.textContent ?? '',
    rows: [...table.rows].map((row) => [...row.cells].flatMap(cellsOf)),
  }));
}

/** A text that flows over blank cells is written as one wide cell: it is the first, and the others are blank. */
function cellsOf(cell: HTMLTableCellElement): Table['rows'][number] {
  const { color, fontWeight } = getComputedStyle(innermost(cell));
  const { backgroundColor, textAlign } = getComputedStyle(cell);
  const text = textOf(cell);
  const shown = {
    // A blank cell is written as a line break.
    text: text === '\n' ? '' : text,
    background: hex(backgroundColor),
    ink: hex(color),
    isBold: Number(fontWeight) >= 600,
    align: textAlign.replace('-webkit-', '').replace('start', 'left'),
  };
  return [shown, ...Array.from({ length: cell.colSpan - 1 }, () => ({ ...shown, text: '' }))];
}

/** One line break is written as an element, as a sign of the text, or as both. */
function textOf(node: Node): string {
  const parts = [...node.childNodes].map((child) => {
    if (child.nodeName === 'BR') return '\n';
    return child.nodeType === Node.TEXT_NODE ? (child.nodeValue ?? '') : textOf(child);
  });
  return parts.join('').replace(/\n+/g, '\n');
}

/** Its style is that of the text. */
function innermost(element: Element): Element {
  const child = [...element.children].find(({ nodeName }) => nodeName !== 'BR');
  return child ? innermost(child) : element;
}

function hex(color: string): string {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  if (alpha === 0) return '#ffffff';
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Where rules have which fill, in Gnumeric's own format. */
export function filledRegions(xml: string): Region[] {
  const parsed = new DOMParser().parseFromString(xml, 'text/xml');
  return elements(parsed, 'Sheet').flatMap((sheet) => {
    const name = elements(sheet, 'Name')[0]?.textContent ?? '';
    return elements(sheet, 'StyleRegion').flatMap((region) => {
      const at = (side: string) => Number(region.getAttribute(side));
      const [top, bottom, left, right] = [at('startRow'), at('endRow'), at('startCol'), at('endCol')];
      return elements(region, 'Condition').flatMap((condition) => {
        const color = elements(condition, 'Style')[0]?.getAttribute('Back');
        return color ? [{ sheet: name, top, bottom, left, right, fill: eightBits(color) }] : [];
      });
    });
  });
}

const elements = (parent: Element | Document, name: string) => [...parent.getElementsByTagName(`gnm:${name}`)];

/** Red, green and blue have sixteen bits each, as in "1F1F:2B2B:4545". */
function eightBits(color: string): string {
  const parts = color.split(':').map((part) => part.padStart(4, '0').slice(0, 2));
  return `#${parts.join('').toLowerCase()}`;
}
