import { hasPersonKey } from '../connection/connection';
import { formulaKeyIfAllowed } from '../connection/formula-key';
import { checksum } from '../domain/checksum';
import { hourMs } from '../domain/duration';
import { Moment } from '../domain/moment';
import { boolean, nullable, object, parsedJson, string } from '../domain/parsing';
import { memoized } from '../domain/time-zone';
import { unlessRefused } from '../google/faults';
import { documentStore } from '../google/properties';
import { timeZone } from '../google/spreadsheet';
import { hasRecent } from '../journeybee/source';
import { definitionCells } from '../reports/definition-sheet';
import type { Reading } from '../reports/definition-store';
import { recheckDueAt } from '../reports/final-check';
import { readReports } from '../reports/report';
import { dueAfter } from './due';
import { type Ownership, readOwnership } from './ownership';
import { isOwners, type Owner, scheduledReports } from './scheduled-reports';

/*
 * A tick that finds nothing to do stores until when there is nothing. The next ones then look only whether anything has
 * changed on which that depends, and rest. What a tick does besides depends on the time alone where a mail or a trouble is
 * pending: then nothing is stored.
 */
const Rest = object({
  /** The trigger that found it. */
  triggerId: string,
  /** The first time at which a report becomes due; milliseconds since 1970. null: none does. */
  dueAt: nullable(Moment),
  /** The time zone in which that was reckoned. */
  zone: string,
  /** Checksums of the list in the hidden sheet, and of what is kept of reports and schedules. */
  list: string,
  kept: string,
  /** Whether the owner of the schedules had a key. */
  hasKey: boolean,
  /** When a tick has rested last. */
  tickedAt: nullable(Moment),
});

const propertyName = 'nextDue';
const readRest = () => parsedJson(Rest, documentStore.get(propertyName));

/** All that is kept of reports, schedules and troubles: a change in any of it ends the rest. */
function keptChecksum(): string {
  const kept = ['state:', 'trouble:', 'definition', 'schedule'].map((prefix) => documentStore.all(prefix));
  const entries = kept.flatMap((properties) => Object.entries(properties)).sort(([a], [b]) => (a < b ? -1 : 1));
  return checksum(JSON.stringify(entries));
}

/** null where the hidden sheet is gone. */
function listChecksum(reading: Reading): string | null {
  const cells = definitionCells(reading);
  return cells === null ? null : checksum(JSON.stringify(cells));
}

const formulasWait = (): boolean => {
  const credential = formulaKeyIfAllowed();
  return credential !== null && hasRecent(credential.fingerprint);
};

/**
 * Whether a tick of this trigger at `now` has nothing to do, as an earlier one has found out. It notes that it has looked. Where
 * Google refuses an answer, the tick looks for itself.
 */
export function rests({ triggerId }: Ownership, triggerUid: unknown, now: number): boolean {
  const rest = readRest();
  if (rest === null || triggerUid !== triggerId || rest.triggerId !== triggerId) return false;
  if ((rest.dueAt !== null && rest.dueAt <= now) || rest.kept !== keptChecksum()) return false;
  return unlessRefused(() => {
    const isSame =
      rest.hasKey === hasPersonKey() &&
      rest.zone === timeZone().name &&
      rest.list === listChecksum({}) &&
      !formulasWait();
    if (isSame) documentStore.set(propertyName, JSON.stringify({ ...rest, tickedAt: now }));
    return isSame;
  }, false);
}

/** Stores until when there is nothing to do, after a tick that has done everything, where that is longer than an hour. */
export function planRest(owner: Owner, now: number): void {
  const ownership = readOwnership();
  if (ownership?.owner !== owner.owner) return;
  const { triggerId, lapsedAt, refusal, unsent } = ownership;
  if (triggerId === null || lapsedAt !== null || refusal !== null || unsent !== null) return;
  if (Object.keys(documentStore.all('trouble:')).length > 0) return;
  const dueAt = firstDue(owner);
  if (dueAt !== null && dueAt - now <= hourMs) return;
  const list = listChecksum({ lately: true });
  if (list === null) return;
  const zone = timeZone().name;
  const rest = { triggerId, dueAt, zone, list, kept: keptChecksum(), hasKey: owner.fingerprint !== null };
  unlessRefused(() => documentStore.set(propertyName, JSON.stringify({ ...rest, tickedAt: null })), undefined);
}

/** When the first of the owner's reports is to be refreshed or compared; null: none is. */
function firstDue(owner: Owner): number | null {
  const offsetAt = memoized(timeZone().offsetAt);
  const reports = readReports({ lately: true });
  const refreshes = scheduledReports(reports).flatMap(({ report: { state }, schedule }) => {
    if (state === null || !isOwners(state, owner)) return [];
    return state.fetchedAt === null ? 0 : dueAfter(schedule, state.fetchedAt, offsetAt);
  });
  const checks = reports.flatMap((report) =>
    report.state !== null && isOwners(report.state, owner) ? (recheckDueAt(report) ?? []) : [],
  );
  const times = [...refreshes, ...checks];
  return times.length > 0 ? Math.min(...times) : null;
}

/** When the schedules ran last: a tick that rested is not in the record of who owns them. */
export function lastTickAt({ triggerId, lastTickAt: at }: Ownership): number | null {
  const rest = readRest();
  if (rest === null || rest.tickedAt === null || rest.triggerId !== triggerId) return at;
  return Math.max(at ?? 0, rest.tickedAt);
}
