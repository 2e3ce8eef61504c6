import { called, canonicalUuid, listParts, type Named, nameKey, partlyCalled, unquoted } from '../domain/names';
import { isUuid } from '../domain/uuid';
import type { RequestContext } from '../journeybee/credential';
import { cachedDirectory, type Directory, type NameIndex } from '../journeybee/directory';
import { isTransient, JourneybeeError } from '../journeybee/failure';
import { Problem } from '../problem';
import { shown } from './given';

/** A partner, and what tells it from another of the same name. */
export interface NamedPartner extends Named {
  readonly type: string | null;
  readonly tier: { readonly label: string } | null;
}

/** The partners among which names are looked up: all of the account's, and those that an answer lists. */
export interface Lookup extends RequestContext {
  readonly index: NameIndex;
  readonly listed: ReadonlyArray<Omit<NamedPartner, 'tier'>>;
}

/**
 * The partner that a name, a part of one or a uuid means. @throws Problem that lists the candidates; JourneybeeError
 */
export function findPartner(text: string, lookup: Lookup): NamedPartner {
  const [match] = findAmong(lookup, (partners, otherwise) => {
    // People type the quotes of a formula into cells too.
    const bare = unquoted(text);
    const partner = exactly(text, partners) ?? exactly(bare, partners) ?? otherwise?.(bare);
    return partner ? [partner] : null;
  });
  if (!match) throw new RangeError('Whoever is not found is told of.');
  return match;
}

/**
 * The partners that a text names, separated by commas or semicolons. The whole text is looked up first, since names
 * contain such signs; quoted parts are names as they stand, and the rest is split. @throws as `findPartner` does
 */
export function findPartners(text: string, lookup: Lookup): NamedPartner[] {
  const parts = listParts(text).map(unquoted);
  return findAmong(lookup, (partners, otherwise) => {
    const whole = exactly(text, partners) ?? exactly(unquoted(text), partners);
    if (whole) return [whole];
    const named = parts.map((part) => exactly(part, partners) ?? otherwise?.(part) ?? null);
    const matches = named.filter((partner) => partner !== null);
    return matches.length === named.length ? matches : null;
  });
}

/** Refuses a uuid that is known to be nobody's. @throws Problem; JourneybeeError */
export function mustBeKnown(uuid: string, lookup: Lookup): void {
  const isKnown = ({ whole, partners }: Directory) => !whole || called(partners, uuid).length > 0;
  if (isKnown(lookup.index.directory()) || isKnown(cachedDirectory(lookup).answer)) return;
  throw unknown(uuid);
}

const unknown = (text: string) =>
  new Problem(
    `None of your partners is called ${shown(text)}. Use the name as it is in Journeybee, or the partner’s uuid.`,
  );

/**
 * Searches partners; `otherwise` searches by a part of a name, or throws. null where more partners have to be read
 * first.
 */
type Find = (
  partners: readonly NamedPartner[],
  otherwise: ((text: string) => NamedPartner) | null,
) => NamedPartner[] | null;

/**
 * A whole name may be found in an index of some hours ago. A part of a name counts only where no other partner has it,
 * so that all present partners have to be read.
 */
function findAmong(lookup: Lookup, find: Find): NamedPartner[] {
  const { index, listed } = lookup;
  const matches = find(all(directoryOr(index, listed, find), listed), null);
  if (matches) return matches;
  // In an outage this is the last good directory, as old as figures may be.
  const { answer } = cachedDirectory(lookup);
  const partners = all(answer, listed);
  return find(partners, (text) => partly(text, partners, answer)) ?? [];
}

/**
 * The index, or no partners where Journeybee cannot be asked and the answer lists a candidate. Accepted risk: in an
 * outage another partner of the same name without figures is overlooked.
 */
function directoryOr(index: NameIndex, listed: Lookup['listed'], find: Find): Directory {
  try {
    return index.directory();
  } catch (error) {
    const nobody: Directory = { partners: [], total: 0, whole: false, fetchedAt: 0 };
    if (error instanceof JourneybeeError && isTransient(error.failure) && find(all(nobody, listed), null))
      return nobody;
    throw error;
  }
}

/** A name in a new answer replaces the name in an older directory. */
function all(directory: Directory, listed: Lookup['listed']): NamedPartner[] {
  const partners = new Map<string, NamedPartner>(directory.partners.map((partner) => [partner.uuid, partner]));
  for (const { uuid, name, type } of listed) {
    const partner = partners.get(uuid);
    partners.set(uuid, { uuid, name, type: type ?? partner?.type ?? null, tier: partner?.tier ?? null });
  }
  return [...partners.values()];
}

/** The partners of this whole name or uuid. A uuid that was not read still means its partner. */
function exactly(text: string, partners: readonly NamedPartner[]): NamedPartner | null {
  const matches = called(partners, text);
  if (matches.length === 0 && isUuid(text)) return { uuid: canonicalUuid(text), name: text, type: null, tier: null };
  if (matches.length > 1) throw ambiguous(text, matches);
  return matches[0] ?? null;
}

function partly(text: string, partners: readonly NamedPartner[], { whole, total }: Directory): NamedPartner {
  const matches = whole ? partlyCalled(partners, text) : [];
  const [partner] = matches;
  if (partner && matches.length === 1) return partner;
  if (partner) throw ambiguous(text, matches);
  if (whole) throw unknown(text);
  throw new Problem(
    `${shown(text)} is no whole name among the ${partners.length} of your ${total} partners that could be read. Use the whole name, or the partner’s uuid.`,
  );
}

function ambiguous(text: string, candidates: readonly NamedPartner[]): Problem {
  const share = new Set(candidates.map(({ name }) => nameKey(name))).size < candidates.length;
  const named = candidates.slice(0, 5).map(({ name, type, tier, uuid }) => {
    const details = share
      ? [type, tier?.label, uuid].filter((text) => typeof text === 'string' && text !== '')
      : [uuid];
    return `${name} (${details.join(', ')})`;
  });
  const more = candidates.length > named.length ? ` and ${candidates.length - named.length} more` : '';
  return new Problem(`${shown(text)} may mean ${named.join(', ')}${more}. Use the whole name, or the uuid.`);
}
