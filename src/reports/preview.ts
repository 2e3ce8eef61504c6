import { ownCredential } from '../connection/connection';
import { PreviewRequest } from '../contract/requests';
import type { PreviewRow, PreviewView } from '../contract/sidebar-api';
import { parsed } from '../domain/parsing';
import { englishSeparators } from '../domain/written-cell';
import { localTime, numberSeparators } from '../google/spreadsheet';
import { now } from '../google/time';
import { Problem } from '../problem';
import { plainSideOf } from '../sheets/block-formats';
import { fills, inks, lineColors } from '../sheets/looks';
import type { Wanted } from '../sheets/plan';
import { alignmentOf, headingAlignmentOf, isNames } from '../sheets/plan-looks';
import { shownRows } from '../sheets/shown-rows';
import { cachedFigures } from './cached-figures';
import { contentNow } from './content-now';
import { noAllPartners } from './fresh-figures';
import { gather } from './gather';
import { hasOwners } from './owned';
import { type Report, readReports } from './report';
import { notFetched } from './result-of';

const fetchMs = 20_000;
/** Sums among them; the totals come after. */
const mostRows = 10;

/**
 * A report as it would be written now, up to its first rows and its totals. Nothing is written. Fresh answers come from the cache,
 * unless the person asks `again`: a cached failure would be no answer then.
 */
export function previewOf(request: unknown): PreviewView {
  const wanted = parsed(PreviewRequest, request);
  if (!wanted) throw new Problem('Mend what is marked in the form first.');
  const { definition, id, where, again } = wanted;
  const refusal = definition.rows === 'all' ? noAllPartners() : null;
  if (refusal) throw refusal;
  const own = ownCredential();
  const credential = again ? { ...own, notBefore: now() } : own;
  const figures = cachedFigures({ credential, until: now() + fetchMs });
  const [gathered = new Problem(notFetched)] = gather([definition], localTime(now(), 'yyyy-MM-dd'), figures);
  if (gathered instanceof Problem) throw gathered;
  const report = (id === null ? null : readReports().find((other) => other.id === id)) ?? newReport;
  const { content } = contentNow({ ...report, definition }, gathered);
  const isOwnSheet = id === null ? where === 'sheet' : (report.state?.block?.ownSheet ?? false);
  const { full } = gathered.leaderboard;
  const rows = shownRows(content.wanted, numberSeparators() ?? englishSeparators, isOwnSheet);
  // The partners of a report may be more than one answer lists: their sums are not known before they are fetched.
  const isPart = full && (definition.rows === 'all' || hasOwners(definition));
  const listed = isPart ? rows.filter(({ is }) => is === 'partner') : rows;
  return viewOf(content.wanted, listed, { count: content.shown.length, full });
}

/** A report that is not there yet. */
const newReport: Omit<Report, 'definition'> = { id: '', name: '', rangeName: '', state: null };

function viewOf(wanted: Wanted, rows: readonly PreviewRow[], counts: Pick<PreviewView, 'count' | 'full'>): PreviewView {
  const { board, title, header, kinds, currency } = wanted;
  const totals = rows.filter(({ is }) => is === 'total');
  return {
    sentence: board?.sentence ?? null,
    name: board?.name ?? null,
    title,
    columns: header.map((heading, index) => ({
      heading,
      headingSide: (board ? headingAlignmentOf : plainSideOf)(kinds[index]),
      side: (board ? alignmentOf : plainSideOf)(kinds[index]),
      isNames: isNames(heading),
    })),
    rows: [...firstRows(rows), ...totals],
    currency,
    ...counts,
    colors: board && {
      header: fills.header,
      headerInk: inks.header,
      title: inks.title,
      band: fills.band,
      totals: fills.totals,
      line: lineColors.group,
    },
  };
}

const firstRows = (rows: readonly PreviewRow[]) => rows.slice(0, mostRows).filter(({ is }) => is !== 'total');
