import { compareTexts } from '../domain/collation';
import type { Membership, Memberships } from '../domain/membership';
import { array, boolean, nullable, number, object, parsedJson, string, tuple } from '../domain/parsing';
import { type Grouping, groupings } from '../domain/vocabulary';
import { remember } from '../google/cache';
import { now } from '../google/time';
import { type Outcome, readAnswer } from './answer';
import { fingerprint } from './api-key';
import type { RequestContext } from './credential';
import { JourneybeeError } from './failure';
import { type Owner, ownersOf, ownerText } from './owners';
import { directoryRequest } from './requests';
import { send } from './retry';
import { DirectoryAnswer } from './schema';
import {
  type Access,
  type Beside,
  cacheEntryName,
  type Dated,
  fetchInto,
  keptSeconds,
  lastGood,
  type Question,
  type Served,
  serve,
} from './single-flight';

/** All partners of an account with their labels. */
export interface Directory extends Dated {
  readonly partners: readonly DirectoryPartner[];
  /** How many partners the account has; more than are listed where they were too many to read. */
  readonly total: number;
  /** Whether all partners were read, and none was added or removed during the reading. */
  readonly whole: boolean;
}

/** A directory as it was read just now. */
export interface ReadDirectory extends Directory {
  /**
   * Whether partners were added or removed during the reading: partners may then have moved from an unread page to a
   * read one.
   */
  readonly changed: boolean;
  readonly requests: number;
}

export interface DirectoryPartner extends Readonly<Record<Grouping, Label | null>> {
  readonly uuid: string;
  readonly name: string;
  /** The value of an undocumented field, where the answer has it. */
  readonly type: string | null;
  /** Those who look after it, where the answer has them. */
  readonly owners: readonly Owner[];
}

export interface Label {
  readonly uuid: string;
  readonly label: string;
}

/** More partners could not be read within a cell's time, and would not fit the cache beside the leaderboards. */
const cellPages = 20;

/** A directory for recognising partners by their names, as old as the cache keeps it. */
export interface NameIndex {
  /** The cache entries of the directory, to be read together with those of an answer. */
  readonly beside: Beside;
  /** The directory from those entries, otherwise from the cache, otherwise from Journeybee. @throws JourneybeeError */
  readonly directory: () => Directory;
}

export function nameIndex({ credential, until }: RequestContext): NameIndex {
  const asked = question(credential.fingerprint);
  let directory: Directory | null = null;
  return {
    beside: {
      entries: asked.entries,
      seen: (entries) => {
        directory = lastGood(asked, credential.fingerprint, entries);
      },
    },
    directory: () => {
      const kept = { ...credential, notBefore: 0, freshSeconds: keptSeconds };
      directory ??= cachedDirectory({ credential: kept, until }).answer;
      return directory;
    },
  };
}

/** For a cell, at most the first 2,000 partners; see `serve`. @throws JourneybeeError */
export function cachedDirectory(context: RequestContext): Served<Directory> {
  const [served] = serve([question(context.credential.fingerprint)], context, fetchForCells);
  if (!served) throw new RangeError('A question has an answer or throws.');
  return served;
}

/** Fetches the directory into the cache, for cells that are about to ask. @throws JourneybeeError */
export function freshDirectory(key: string, until: number): void {
  const owner = fingerprint(key);
  const [outcome] = fetchInto([question(owner)], owner, { key, until }, fetchForCells);
  if (outcome && 'failure' in outcome) throw new JourneybeeError(outcome.failure, now());
}

/** Read again if it changed meanwhile. */
const fetchForCells = (questions: ReadonlyArray<Question<Directory>>, { key, until }: Access) =>
  questions.map((): Outcome<Directory> => {
    const read = fetchDirectory(key, until, cellPages);
    return 'value' in read && read.value.changed ? fetchDirectory(key, until, cellPages) : read;
  });

/**
 * The directory as Journeybee has it now. The first page has the number of partners; the other pages are fetched
 * together.
 */
export function fetchDirectory(key: string, until: number, mostPages: number): Outcome<ReadDirectory> {
  const [first] = fetchPages(key, [1], until);
  if (!first) return { failure: { code: 'unanswered' } };
  if ('failure' in first) return first;
  const { total, total_pages } = first.value.pagination;
  const rest = Array.from({ length: Math.min(total_pages, mostPages) - 1 }, (_, index) => index + 2);
  const pages = [first.value];
  for (const page of fetchPages(key, rest, until)) {
    if ('failure' in page) return page;
    pages.push(page.value);
  }
  const partners = new Map<string, DirectoryPartner>();
  const [rows, distinct] = [pages.flatMap(({ data }) => data), pages.map(({ data }) => uuidsIn(data).size)];
  const owners = ownersOf(rows.flatMap(({ assigned_users }) => assigned_users));
  for (const { partner_type: type, assigned_users: users, ...row } of rows) {
    if (partners.has(row.uuid)) continue;
    partners.set(row.uuid, { ...row, type, owners: users.flatMap(({ uuid }) => owners.get(uuid) ?? []) });
  }
  // A partner that is added during the reading moves others to the next page, so that they are on two pages.
  const changed =
    pages.some(({ pagination }) => pagination.total !== total) ||
    rows.length < Math.min(total, mostPages * 100) ||
    partners.size < distinct.reduce((sum, count) => sum + count, 0);
  return {
    value: {
      partners: [...partners.values()],
      total,
      whole: !changed && rows.length >= total,
      changed,
      requests: pages.length,
      fetchedAt: now(),
    },
  };
}

const uuidsIn = (rows: ReadonlyArray<{ readonly uuid: string }>) => new Set(rows.map(({ uuid }) => uuid));

/** The labels and owners of each partner that has some. */
export function memberships({ partners }: Pick<Directory, 'partners'>): Memberships {
  return new Map(
    partners.map(({ uuid, tier, category, stage, owners }): [string, Membership] => [
      uuid,
      {
        tier: tier?.label ?? null,
        category: category?.label ?? null,
        stage: stage?.label ?? null,
        owner: ownerText(owners),
      },
    ]),
  );
}

/** The distinct labels of a grouping, in the order of their text. */
export function labelsIn({ partners }: Directory, grouping: Grouping): Label[] {
  const labels = new Map(
    partners.flatMap((partner) => (partner[grouping] ? [[partner[grouping].uuid, partner[grouping]]] : [])),
  );
  return [...labels.values()].sort((a, b) => compareTexts(a.label, b.label));
}

function fetchPages(key: string, pages: readonly number[], until: number) {
  if (pages.length === 0) return [];
  const answers = send(
    pages.map((page) => directoryRequest(page, key)),
    until,
  );
  return answers.map((answer) => readAnswer(answer, DirectoryAnswer, now()));
}

const CachedHead = object({
  fetchedAt: number,
  total: number,
  whole: boolean,
  pages: number,
  labels: array(object({ uuid: string, label: string })),
});
/**
 * Rows of uuid, name, which of the head's labels is the tier, category and stage (-1 for none), the type, and which labels are those of
 * owners.
 */
const CachedPage = object({
  fetchedAt: number,
  rows: array(tuple(string, string, number, number, number, nullable(string), array(number))),
});
const pageRows = 200;

/** The directory is kept in several entries, since it is longer than one may be (P4-17). */
function question(owner: string): Question<Directory> {
  const head = cacheEntryName('directory', owner);
  const names = Array.from({ length: (cellPages * 100) / pageRows }, (_, page) =>
    cacheEntryName('directory', owner, String(page)),
  );
  return {
    text: 'directory',
    entries: [head, ...names],
    read: (entries) =>
      readDirectory(
        entries[head],
        names.map((name) => entries[name]),
      ),
    write: (directory) => {
      const { labels, pages } = packed(directory);
      const { fetchedAt, total, whole } = directory;
      for (const [page, rows] of pages.entries()) {
        remember(names[page] ?? '', JSON.stringify({ fetchedAt, rows }), keptSeconds);
      }
      remember(head, JSON.stringify({ fetchedAt, total, whole, pages: pages.length, labels }), keptSeconds);
    },
  };
}

function packed({ partners }: Directory) {
  const labels = new Map<string, { index: number; label: Label }>();
  const indexOf = (label: Label | null): number => {
    if (!label) return -1;
    const entry = labels.get(label.uuid) ?? { index: labels.size, label };
    labels.set(label.uuid, entry);
    return entry.index;
  };
  const rows = partners.map(({ uuid, name, type, owners, ...labelled }) => [
    uuid,
    name,
    ...groupings.map((grouping) => indexOf(labelled[grouping])),
    type,
    owners.map(indexOf),
  ]);
  const pages = Array.from({ length: Math.ceil(rows.length / pageRows) }, (_, page) =>
    rows.slice(page * pageRows, (page + 1) * pageRows),
  );
  return { labels: [...labels.values()].map(({ label }) => label), pages };
}

/** Entries of different writes do not fit together: their indexes of labels differ. */
function readDirectory(
  headEntry: string | undefined,
  pageEntries: ReadonlyArray<string | undefined>,
): Directory | null {
  const head = parsedJson(CachedHead, headEntry);
  if (!head) return null;
  const { fetchedAt, total, whole, pages, labels } = head;
  const partners: DirectoryPartner[] = [];
  for (const entry of pageEntries.slice(0, pages)) {
    const page = parsedJson(CachedPage, entry);
    if (page?.fetchedAt !== fetchedAt) return null;
    for (const [uuid, name, tier, category, stage, type, owners] of page.rows) {
      const label = (index: number) => labels[index] ?? null;
      partners.push({
        uuid,
        name,
        type,
        tier: label(tier),
        category: label(category),
        stage: label(stage),
        owners: owners.flatMap((index) => labels[index] ?? []).map((owner) => ({ ...owner, email: null })),
      });
    }
  }
  return { partners, total, whole, fetchedAt };
}
