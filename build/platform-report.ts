import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { citedIn, type Row, rowsIn } from './platform-tests';

/** What one question to Google came to, as the self-test's report says it. */
export interface Seen {
  readonly id: string;
  readonly question: string;
  readonly expected: string;
  readonly happened: string;
  readonly verdict: 'as expected' | 'otherwise' | 'no answer';
}

export interface Report {
  /** When it was run, as the report says. */
  readonly when: string;
  readonly seen: readonly Seen[];
}

/** The report in a file. @throws Error that says how to get one */
export function reportAt(path: string): Report {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new Error(
      `There is no file ${path}. Copy the report from the sidebar of the self-test into a file, and name that.`,
    );
  }
  return reportIn(readFileSync(path, 'utf8'));
}

/** Reads a report as it was copied from the sidebar, whatever stands around it. @throws Error where there is none */
export function reportIn(text: string): Report {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const when = lines.map((line) => /^Journeybee self-test, (.+)$/.exec(line)?.[1]).find(Boolean);
  const seen: Seen[] = [];
  lines.forEach((line, index) => {
    const [, id, question, verdict] =
      /^((?:P\d+(?:\.\d+)?|J)-\d+) (.+) (As expected|OTHERWISE|NOT ASKED)\.$/.exec(line) ?? [];
    if (!id || !question) return;
    const end = lines.findIndex((other, place) => place > index && !/^(?:expected|happened|detail): /.test(other));
    const under = lines.slice(index + 1, end < 0 ? undefined : end);
    const said = (name: string) => under.find((other) => other.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
    const happened = said('happened');
    seen.push({
      id,
      question,
      happened,
      expected: verdict === 'OTHERWISE' ? said('expected') : happened,
      verdict: verdict === 'As expected' ? 'as expected' : isAnswer(happened) ? 'otherwise' : 'no answer',
    });
  });
  if (!when || seen.length === 0) {
    throw new Error('There is no report of the self-test in it. Copy all that stands in its sidebar into the file.');
  }
  const said = lines.map((line) => /^(\d+) probes:/.exec(line)?.[1]).find(Boolean);
  if (Number(said) !== seen.length) {
    throw new Error(
      `The report says that it has ${said ?? 'some'} probes, and ${seen.length} are in it. Copy all of it.`,
    );
  }
  return { when, seen };
}

/** A probe that came to no end tells nothing of what was asked. */
const isAnswer = (happened: string) =>
  happened !== '' && !/^(?:not available|not asked|failed:|no answer)/.test(happened);

const column = 'seen at Google';

/** The document with what was seen beside each row that was asked about; what an earlier report saw of others stays. */
export function withReport(document: string, { when, seen }: Report): string {
  const known = new Set(rowsIn(document).map(({ id }) => id));
  const unknown = seen.filter(({ id }) => !known.has(id));
  if (unknown.length > 0) throw new Error(`docs/platform.md has no row ${unknown.map(({ id }) => id).join(', ')}.`);
  const byRow = new Map<string, string>();
  for (const { id } of seen)
    byRow.set(
      id,
      cellOf(
        seen.filter((one) => one.id === id),
        when,
      ),
    );
  return document
    .split(/\n(?=\| id \|)/)
    .map((part, index) => (index === 0 ? part : tableWith(part, byRow)))
    .join('\n');
}

/** A table and what stands behind it. */
function tableWith(part: string, byRow: ReadonlyMap<string, string>): string {
  const lines = part.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  const table = end < 0 ? lines : lines.slice(0, end);
  const ids = table.map((line) => line.split('|')[1]?.trim() ?? '');
  const has = table[0]?.endsWith(`| ${column} |`) ?? false;
  if (!has && !ids.some((id) => byRow.has(id))) return part;
  const widened = table.map((line, index) => {
    if (index === 0) return has ? line : `${line} ${column} |`;
    if (index === 1) return has ? line : `${line}---|`;
    const cell = byRow.get(ids[index] ?? '');
    if (!has) return `${line} ${cell ?? '–'} |`;
    return cell === undefined ? line : line.replace(/(?<!\\)\|(?:[^|]|\\\|)*(?<!\\)\|$/, () => `| ${cell} |`);
  });
  return [...widened, ...lines.slice(table.length)].join('\n');
}

function cellOf(seen: readonly Seen[], when: string): string {
  const day = /\d{4}-\d{2}-\d{2}/.exec(when)?.[0] ?? when;
  const others = seen.filter(({ verdict }) => verdict !== 'as expected');
  if (others.length === 0) return `as expected, ${day}`;
  const told = others.map(({ question, expected, happened, verdict }) =>
    verdict === 'otherwise'
      ? `**otherwise**: ${question} ${happened}, and not ${expected}`
      : `no answer: ${question} ${happened}`,
  );
  return `${day}, ${told.join('; ')}`.replace(/\|/g, '\\|').replace(/</g, '&lt;');
}

/** What was read wrongly, and what leans on it: for whoever has run the self-test. */
export function surprises(document: string, { seen }: Report): string[] {
  const count = (verdict: Seen['verdict']) => seen.filter((one) => one.verdict === verdict).length;
  const rows = new Map(rowsIn(document).map((row) => [row.id, row]));
  const wrong = seen.filter(({ verdict }) => verdict === 'otherwise');
  return [
    `${seen.length} probes: ${count('as expected')} as expected, ${count('otherwise')} otherwise, ${count('no answer')} without an answer.`,
    ...wrong.map(({ id, question, expected, happened }) =>
      [
        '',
        `${id} was read wrongly. ${question}`,
        `  we expected: ${expected}`,
        `  Google does: ${happened}`,
        `  what leans on it: ${leaning(id, rows.get(id))}`,
      ].join('\n'),
    ),
  ];
}

function leaning(id: string, row: Row | undefined): string {
  const files = sourceFiles('src').filter((path) => citedIn(readFileSync(path, 'utf8')).includes(id));
  return [row?.cells[3] ?? '', ...(files.length > 0 ? [`Cited in ${files.join(', ')}.`] : [])].join(' ').trim();
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourceFiles(path) : /\.tsx?$/.test(path) ? [path] : [];
  });
}
