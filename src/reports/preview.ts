import { ownCredential } from '../connection/connection';
import { PreviewRequest } from '../contract/requests';
import type { PreviewView } from '../contract/sidebar-api';
import { needsMemberships, noMemberships } from '../domain/membership';
import { parsed } from '../domain/parsing';
import { rankingColumn, standings } from '../domain/ranking';
import { now } from '../google/time';
import { cachedDirectory, memberships } from '../journeybee/directory';
import { cachedLeaderboard } from '../journeybee/source';
import { Problem } from '../problem';
import { shownOf } from './groups';
import { layoutOf, queryOf } from './report';

const fetchMs = 20_000;
const mostRows = 10;

/**
 * The first rows that a report would show. Nothing is written. A fresh answer comes from the cache, unless the person
 * asks `again`: a cached failure would be no answer then.
 */
export function previewOf(request: unknown): PreviewView {
  const wanted = parsed(PreviewRequest, request);
  if (!wanted) throw new Problem('Mend what is marked in the form first.');
  const { definition, again } = wanted;
  const own = ownCredential();
  const context = { credential: again ? { ...own, notBefore: now() } : own, until: now() + fetchMs };
  const layout = layoutOf(definition);
  const { answer } = cachedLeaderboard(queryOf(definition), context, { once: true });
  const labels = needsMemberships(layout) ? memberships(cachedDirectory(context).answer) : noMemberships;
  const shown = shownOf(definition, standings(answer, layout, labels));
  const metric = rankingColumn(definition.sort.column);
  return {
    heading: metric.label,
    kind: metric.kind,
    currency: answer.currency,
    rows: shown.slice(0, mostRows).map((standing) => {
      const value = metric.value(standing);
      return { rank: standing.rank, name: standing.partner.name, value: typeof value === 'number' ? value : null };
    }),
    count: shown.length,
    full: answer.full,
  };
}
