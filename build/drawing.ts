import { existsSync, readFileSync } from 'node:fs';
import { importsOfTops } from './structure';

export const drawing = 'docs/architecture.svg';
const source = 'docs/architecture.txt';

interface Layer {
  readonly name: string;
  /** Folders and files of src/. */
  readonly members: readonly string[];
  readonly about: string;
}

interface Step {
  readonly layer: string;
  readonly file: string;
  readonly about: string;
}

interface Way {
  readonly title: string;
  readonly about: string;
  readonly steps: readonly Step[];
}

interface Architecture {
  readonly layers: readonly Layer[];
  readonly ways: readonly Way[];
}

/** Reads the text that the drawing is made from. @throws Error for a line that it does not know */
function parsed(text: string): Architecture {
  const layers: Layer[] = [];
  const ways: Array<Way & { steps: Step[] }> = [];
  for (const line of text.split('\n')) {
    const layer = /^layer (\w+): (.+) \| (.+)$/.exec(line);
    const way = /^way ([^:]+): (.+)$/.exec(line);
    const step = /^step (\w+) \| (\S+) \| (.+)$/.exec(line);
    if (layer) layers.push({ name: layer[1] ?? '', members: (layer[2] ?? '').split(' '), about: layer[3] ?? '' });
    else if (way) ways.push({ title: way[1] ?? '', about: way[2] ?? '', steps: [] });
    else if (step) ways.at(-1)?.steps.push({ layer: step[1] ?? '', file: step[2] ?? '', about: step[3] ?? '' });
    else if (line !== '' && !line.startsWith('#')) throw new Error(`${source} has a line of no known form: ${line}`);
  }
  return { layers, ways };
}

/** Where the text says what src/ is not, or the drawing is older than the text, a sentence for each. */
export function drawingProblems(text = readFileSync(source, 'utf8'), svg = readFileSync(drawing, 'utf8')): string[] {
  const { layers, ways } = parsed(text);
  const levelOf = (top: string) =>
    layers.findIndex(({ members }) => members.some((member) => member.replace(/\.ts$/, '') === top));
  const imports = [...importsOfTops('src')];
  const steps = ways.flatMap((way) => way.steps);
  return [
    ...imports.flatMap(([from]) => (levelOf(from) < 0 ? [`${source} has no layer for src/${from}.`] : [])),
    ...imports.flatMap(([from, targets]) =>
      [...targets].flatMap((to) =>
        levelOf(to) < levelOf(from) ? [`src/${from} imports src/${to}, which ${source} has above it.`] : [],
      ),
    ),
    ...steps.flatMap(({ layer, file }) => {
      if (!existsSync(file)) return [`${source}: there is no ${file}.`];
      const top = (file.split('/')[1] ?? '').replace(/\.ts$/, '');
      return layers[levelOf(top)]?.name === layer ? [] : [`${source}: ${file} is not in the layer ${layer}.`];
    }),
    ...(svg === drawn(text) ? [] : [`${drawing} is not what ${source} says: npm run drawing makes it anew.`]),
  ];
}

const width = 1180;
const labelWidth = 250;
const margin = 16;
const headHeight = 62;
const lineHeight = 15;
const stepPad = 9;
const gap = 10;
const colours = ['#0b6e4f', '#1d4e89', '#8a3324'];

interface PlacedStep extends Step {
  readonly number: number;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

interface Style {
  readonly boxWidth: number;
  readonly colour: string;
}

/** The picture, as text of an SVG file. */
export function drawn(text = readFileSync(source, 'utf8')): string {
  const { layers, ways } = parsed(text);
  const columnWidth = (width - labelWidth - margin) / ways.length;
  const boxWidth = columnWidth - 44;
  const charsOf = (pixels: number) => Math.floor(pixels / 6.1);
  const body: string[] = [];
  const placed: PlacedStep[][] = ways.map(() => []);
  let y = headHeight;
  layers.forEach((layer, level) => {
    const columns = ways.map((way, column) => {
      let top = y + gap;
      return way.steps.flatMap((step, index): PlacedStep[] => {
        if (step.layer !== layer.name) return [];
        const lines = wrapped(step.about, charsOf(boxWidth - 44));
        const height = (lines.length + 1) * lineHeight + stepPad;
        const x = labelWidth + column * columnWidth + 14;
        const placing = { ...step, number: index + 1, lines, x, y: top, height };
        top += height + gap;
        return [placing];
      });
    });
    const about = wrapped(layer.about, charsOf(labelWidth - 36));
    const ends = columns.flat().map((step) => step.y + step.height + gap);
    const end = Math.max(y + 32 + about.length * lineHeight, ...ends);
    const fill = level % 2 === 0 ? '#f4f5f7' : '#ffffff';
    const names = layer.members.filter((member) => !member.includes('.')).map((member) => `${member}/`);
    body.push(
      `<rect x="0" y="${y}" width="${width}" height="${end - y}" fill="${fill}"/>`,
      textAt(margin, y + 21, names.join(' ') || `${layer.members[0]} …`, 'layer'),
      ...about.map((line, index) => textAt(margin, y + 21 + (index + 1) * lineHeight, line, 'about')),
    );
    columns.forEach((steps, column) => void placed[column]?.push(...steps));
    y = end;
  });
  const paths = placed.flatMap((steps, column) => {
    const style = { boxWidth, colour: colours[column % colours.length] ?? '#000' };
    const inOrder = [...steps].sort((a, b) => a.number - b.number);
    return [
      ...inOrder.slice(1).map((step, index) => arrow(inOrder[index] ?? step, step, inOrder, style)),
      ...inOrder.map((step) => box(step, style)),
    ];
  });
  const heads = ways.map(({ title, about }, column) => {
    const x = labelWidth + column * columnWidth + 14;
    return `${textAt(x, 28, title, 'way')}${textAt(x, 47, about, 'about')}`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" aria-labelledby="title desc">`,
    '<title id="title">The layers of src/, and the way of a cell, a click and a tick through them</title>',
    `<desc id="desc">${escaped(description(ways))}</desc>`,
    `<style>text{font-family:system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;font-size:12px;fill:#1f2328}.layer{font-weight:600;font-size:14px}.about{fill:#57606a}.way{font-weight:600;font-size:16px}.file{font-weight:600}.number{fill:#fff;font-weight:600;text-anchor:middle}</style>`,
    `<rect width="${width}" height="${y}" fill="#ffffff"/>`,
    textAt(margin, 28, 'Layers', 'way'),
    textAt(margin, 47, 'each imports only those below it', 'about'),
    ...heads,
    ...body,
    ...paths,
    '</svg>',
  ].join('\n')}\n`;
}

const description = (ways: readonly Way[]): string =>
  ways.map(({ title, steps }) => `${title}: ${steps.map(({ file }) => file).join(', then ')}.`).join(' ');

function box({ x, y, height, number, file, lines }: PlacedStep, { boxWidth, colour }: Style): string {
  return [
    `<rect x="${x}" y="${y}" width="${boxWidth}" height="${height}" rx="6" fill="#ffffff" stroke="${colour}"/>`,
    `<circle cx="${x + 17}" cy="${y + 17}" r="10" fill="${colour}"/>`,
    textAt(x + 17, y + 21, String(number), 'number'),
    textAt(x + 36, y + 19, file.replace('src/', ''), 'file'),
    ...lines.map((line, index) => textAt(x + 36, y + 19 + (index + 1) * lineHeight, line, 'about')),
  ].join('\n');
}

/** Down from one box to the next; back up, or past other boxes of the way, along the right side. */
function arrow(from: PlacedStep, to: PlacedStep, way: readonly PlacedStep[], { boxWidth, colour }: Style): string {
  const style = `fill="none" stroke="${colour}" stroke-width="1.6"`;
  const bottom = from.y + from.height;
  if (to.y > bottom && !way.some(({ y }) => y > from.y && y < to.y)) {
    const x = to.x + 17;
    return `<path d="M${x} ${bottom}V${to.y - 5}" ${style}/>${head(x, to.y, 'down', colour)}`;
  }
  const right = from.x + boxWidth;
  const side = right + 8 + to.number * 4;
  const [start, end] = [from.y + from.height / 2 + 6, to.y + to.height / 2 - 6];
  return `<path d="M${right} ${start}H${side}V${end}H${right + 6}" ${style}/>${head(right, end, 'left', colour)}`;
}

const head = (x: number, y: number, direction: 'down' | 'left', colour: string): string =>
  direction === 'down'
    ? `<path d="M${x - 4} ${y - 7}L${x} ${y}L${x + 4} ${y - 7}Z" fill="${colour}"/>`
    : `<path d="M${x + 7} ${y - 4}L${x} ${y}L${x + 7} ${y + 4}Z" fill="${colour}"/>`;

const textAt = (x: number, y: number, text: string, kind: string): string =>
  `<text x="${x}" y="${y}" class="${kind}">${escaped(text)}</text>`;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Lines of at most so many characters. */
function wrapped(text: string, most: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
