import { spawnSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExportReader, Region, Table } from './exported';
import type { SeenBook, SeenCell } from './shown';

/** A spreadsheet program that turns a file into what it shows. */
export interface Program {
  readonly name: string;
  readonly howToInstall: string;
  /** What it says of itself; null where it is not installed. */
  version(): string | null;
  /** What it shows of an xlsx file. Its exports stay in the folder. */
  show(file: string, folder: string, reader: ExportReader): Promise<SeenBook>;
}

const commands = {
  libreOffice: ['soffice', 'libreoffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice'],
  gnumeric: ['ssconvert'],
};

const libreOffice: Program = {
  name: 'LibreOffice',
  howToInstall: 'apt-get install --no-install-recommends libreoffice-calc-nogui',
  version: () => found(commands.libreOffice)?.version ?? null,
  async show(file, folder, reader) {
    const command = found(commands.libreOffice)?.command ?? '';
    await mkdir(folder, { recursive: true });
    // With a profile of its own it does not hand the work over to a LibreOffice that is open, which would convert nothing.
    const profile = `-env:UserInstallation=${pathToFileURL(resolve(folder, 'profile'))}`;
    for (const format of ['html', 'pdf']) {
      run(command, [profile, '--headless', '--convert-to', format, '--outdir', folder, file]);
    }
    const tables = await reader.tables(await readFile(exportOf(file, folder, 'html'), 'utf8'));
    return new Map(tables.map(({ name, rows }) => [name, rows]));
  },
};

const gnumeric: Program = {
  name: 'Gnumeric',
  howToInstall: 'apt-get install --no-install-recommends gnumeric',
  version: () => found(commands.gnumeric)?.version ?? null,
  async show(file, folder, reader) {
    const command = found(commands.gnumeric)?.command ?? '';
    await mkdir(folder, { recursive: true });
    for (const [exporter, ending] of [
      ['Gnumeric_html:html40', 'html'],
      ['Gnumeric_XmlIO:sax:0', 'xml'],
      ['Gnumeric_pdf:pdf_assistant', 'pdf'],
    ] as const) {
      run(command, ['-T', exporter, file, exportOf(file, folder, ending)]);
    }
    const tables = await reader.tables(await readFile(exportOf(file, folder, 'html'), 'utf8'));
    // Its HTML has the inks that rules give and leaves out their fills, which its own format lists.
    const regions = await reader.filledRegions(await readFile(exportOf(file, folder, 'xml'), 'utf8'));
    return new Map(tables.map((table) => [table.name, withRuleFills(table, regions)]));
  },
};

export const programs: readonly Program[] = [libreOffice, gnumeric];

function withRuleFills({ name, rows }: Table, regions: readonly Region[]): SeenCell[][] {
  const own = regions.filter(({ sheet }) => sheet === name);
  return rows.map((row, down) => {
    const across = own.filter(({ top, bottom }) => top <= down && down <= bottom);
    return row.map((cell, column) => {
      const regionsHere = across.filter(({ left, right }) => left <= column && column <= right);
      return { ...cell, text: withHyphen(cell.text), ruleFills: regionsHere.map(({ fill }) => fill) };
    });
  });
}

/** Gnumeric writes a negative number with the minus of typography, which no format asks for. */
const withHyphen = (text: string) => text.replace(/^\u2212(?=[\d.,]+%?$)/, '-');

const exportOf = (file: string, folder: string, ending: string) => join(folder, `${basename(file, '.xlsx')}.${ending}`);

const patience = { encoding: 'utf8', timeout: 180_000 } as const;

/** The first of these commands that there is. */
function found(names: readonly string[]): { readonly command: string; readonly version: string } | null {
  for (const command of names) {
    const { status, stdout, stderr } = spawnSync(command, ['--version'], patience);
    if (status === 0) return { command, version: ((stdout || stderr).split('\n')[0] ?? '').trim() };
  }
  return null;
}

function run(command: string, args: readonly string[]): void {
  // Formats are shown in the language of the program, and compared with those of an English spreadsheet.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const { status, error, stderr } = spawnSync(command, args, { ...patience, env });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
}
