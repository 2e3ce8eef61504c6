import { listParts, nameKey, unquoted } from '../domain/names';
import { isUuid } from '../domain/uuid';
import { type FilterName, filterNames, type Grouping } from '../domain/vocabulary';
import type { RequestContext } from '../journeybee/credential';
import { cachedDirectory, nameIndex } from '../journeybee/directory';
import { labelsOf, storedLabels } from '../journeybee/labels';
import { type Filters, noFilters } from '../journeybee/query';
import { Problem } from '../problem';
import { shown } from './given';
import { findPartners } from './partner-name';

/**
 * The uuids of partners, tiers, categories or stages that a text names. A text may name several, separated by commas
 * or semicolons.
 */
export function filtersNamed(
  texts: { readonly [name in FilterName]: string | null },
  context: RequestContext,
): Filters {
  const filters: { -readonly [name in FilterName]: readonly string[] } = { ...noFilters };
  for (const name of filterNames) {
    const text = texts[name];
    if (text === null) continue;
    filters[name] = name === 'partner' ? partnerUuids(text, context) : groupingUuids(name, text, context);
  }
  return filters;
}

function partnerUuids(text: string, context: RequestContext): string[] {
  const parts = listParts(text);
  if (parts.every(isUuid)) return parts;
  return findPartners(text, { ...context, index: nameIndex(context), listed: [] }).map(({ uuid }) => uuid);
}

function groupingUuids(grouping: Grouping, text: string, context: RequestContext): string[] {
  const parts = listParts(text).map(unquoted);
  if (parts.every(isUuid)) return parts;
  const stored = storedLabels(context.credential.fingerprint)?.[grouping] ?? [];
  const matches = uuidsOf(stored, text, parts);
  if (matches.every(isUuid)) return matches;
  // Labels are added and renamed, so that stored ones cannot prove that a label does not exist.
  const current = labelsOf(cachedDirectory(context).answer)[grouping];
  const uuids = uuidsOf(current, text, parts);
  const unknown = uuids.find((uuid) => !isUuid(uuid));
  if (unknown === undefined) return uuids;
  const labels = current.slice(0, 20).map(({ label }) => label);
  const exist = labels.length > 0 ? `There are: ${labels.join(', ')}` : `None of your partners has a ${grouping}`;
  throw new Problem(
    `${shown(unknown)} is not a ${grouping} of your partners. ${exist}${current.length > 20 ? ', …' : ''}.`,
  );
}

/**
 * The uuids of each label; a text that is no label is returned as it is. The whole text is looked up first, since a
 * label may have a comma in it. Two types of partner may each have a tier of one label: all tiers of that label are
 * meant.
 */
function uuidsOf(
  partnerLabels: ReadonlyArray<{ uuid: string; label: string }>,
  text: string,
  parts: readonly string[],
): string[] {
  const labelled = (wanted: string) =>
    partnerLabels.filter(({ label }) => nameKey(label) === nameKey(wanted)).map(({ uuid }) => uuid);
  const whole = [text, unquoted(text)].map(labelled).find((uuids) => uuids.length > 0);
  if (whole) return whole;
  return parts.flatMap((part) => {
    const matches = labelled(part);
    return isUuid(part) || matches.length === 0 ? part : matches;
  });
}
