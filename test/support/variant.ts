import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildServer } from '../../build/server';
import { type Edit, edited } from '../../campaign/mutations';

/** The shipped add-on, but for some edits of its source. */
export interface Variant {
  /** A folder like `dist`. */
  readonly dist: string;
  readonly remove: () => void;
}

/** Builds a variant as the shipped add-on is built. `added`: the texts of files that it has besides, by their paths. */
export async function variantOf(
  edits: readonly Edit[],
  added: Readonly<Record<string, string>> = {},
): Promise<Variant> {
  const folder = mkdtempSync(join(tmpdir(), 'variant-'));
  const dist = join(folder, 'dist');
  cpSync('src', join(folder, 'src'), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  for (const edit of edits) {
    const path = join(folder, edit.file);
    writeFileSync(path, edited(readFileSync(path, 'utf8'), edit));
  }
  for (const [path, text] of Object.entries(added)) writeFileSync(join(folder, path), text);
  cpSync('dist', dist, { recursive: true });
  await buildServer(join(folder, 'src/main.ts'), dist);
  return { dist, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
