import { ownCredential } from '../connection/connection';
import type { RestatementView } from '../contract/final-view';
import type { ReportDefinition } from '../contract/report-definition';
import { RecheckRequest, ReportRequest } from '../contract/requests';
import { dayMs, hourMs } from '../domain/duration';
import { finalFigures, finalId, shownFigure } from '../domain/final-figures';
import type { Leaderboard } from '../domain/leaderboard';
import { type Figure, partnerFigures } from '../domain/partner-figures';
import { type PartnerRestated, type Restatement, restatement } from '../domain/restatement';
import { unlessRefused } from '../google/faults';
import { now } from '../google/time';
import { cachedDirectory, type Directory } from '../journeybee/directory';
import { Problem } from '../problem';
import { standingsOf } from './content';
import { changeDefinition, unknownReport } from './definition-store';
import { fetchReports } from './fetch-reports';
import { shownOf } from './groups';
import { keptBy, sumField } from './kept-figures';
import type { Saved } from './manage';
import { isMadeWith, type OwnKey, ownKey } from './own-key';
import { otherKey } from './refreshed';
import { isSound, type Report, readReports, type SoundReport } from './report';
import { notFetched } from './result-of';
import { betweenRuns } from './run';
import type { RunTime } from './run-time';
import { type ReportState, saveState } from './state';

/** What a comparison of a final report with Journeybee came to. */
interface Compared {
  readonly report: SoundReport & { readonly state: ReportState };
  readonly field: Figure;
  readonly leaderboard: Leaderboard;
  readonly result: Restatement;
}

/** Compares a final report with what Journeybee has of the same days now. Its cells stay as they are. */
export function checkFinal(request: unknown): string {
  const { name } = check(ReportRequest(request).id, ownKey());
  return `${name} was compared with Journeybee. Its cells stay as they are.`;
}

/** Has whoever runs the schedules compare it each day, or no more. */
export function setRecheck(request: unknown): Saved {
  const { id, daily } = RecheckRequest(request);
  const report = finalReport(id);
  changeDefinition(report, (current) => ({ ...current, recheck: daily }));
  return daily
    ? { message: `${report.name} is compared with Journeybee each day from now on.`, schedule: { kind: 'hourly' } }
    : { message: `${report.name} is compared when you ask for it.`, schedule: null };
}

/** Whether the schedules compare a report. */
export const isRechecked = ({ status, recheck }: ReportDefinition): boolean => status === 'frozen' && recheck;

/** Ticks come once an hour, a little earlier or later. */
const recheckPauseMs = dayMs - hourMs / 2;

/** When a final report is compared next; milliseconds since 1970. null: the schedules do not compare it. */
export function recheckDueAt({ definition, state }: Report): number | null {
  if (!definition || !state || !isRechecked(definition) || !keptBy(definition, state)) return null;
  return Math.max(state.fetchedAt ?? 0, state.check?.at ?? 0) + recheckPauseMs;
}

/** Compares those of a person's final reports that are to be compared each day and were not for a day, as time allows. */
export function recheckFinals(reports: readonly Report[], own: OwnKey, { beginBy }: RunTime): void {
  for (const report of reports) {
    const { id, state } = report;
    const dueAt = recheckDueAt(report);
    if (dueAt === null || !state || !isMadeWith(state, own.owner) || dueAt > now() || now() > beginBy) continue;
    // What cannot be compared now is tried again by the next tick, and told by the card when somebody asks.
    unlessRefused(() => void check(id, own), undefined);
  }
}

/** Compares a report and remembers the result. */
function check(id: string, { key, owner }: OwnKey): SoundReport {
  return betweenRuns(owner.by, () => {
    const report = finalReport(id);
    const { state } = report;
    if (!isMadeWith(state, owner)) throw new Problem(otherKey(report, owner).problem ?? notFetched);
    saveState(id, { ...state, check: checkOf(compared(report, key)) });
    return report;
  });
}

/** The partners of a final report whose figures are others now. */
export function restatementOf(request: unknown): RestatementView {
  const { id } = ReportRequest(request);
  const { key, owner } = ownKey();
  const report = finalReport(id);
  if (!isMadeWith(report.state, owner)) throw new Problem(otherKey(report, owner).problem ?? notFetched);
  const { leaderboard, result } = compared(report, key);
  const { currency } = leaderboard;
  const nameOf = namesOfGone(result.changed);
  const changed = result.changed.map(({ id: partnerId, partner, reported, fields }) => {
    const now = partner && finalFigures(partner, fields, currency);
    const amount = (value: number | null | undefined, field: Figure) =>
      value === null || value === undefined ? null : shownFigure(value, field, currency);
    return {
      name: partner ? partner.name : nameOf(partnerId),
      what: partner ? ('changed' as const) : ('gone' as const),
      figures: fields.map((field) => ({
        label: partnerFigures[field].label,
        kind: partnerFigures[field].kind,
        reported: amount(reported[field], field),
        now: amount(now?.[field], field),
      })),
    };
  });
  const joined = result.joined.map(({ name }) => ({ name, what: 'joined' as const, figures: [] }));
  const left = leaderboard.partners
    .filter(({ uuid }) => result.left.includes(finalId(uuid)))
    .map(({ name }) => ({ name, what: 'left' as const, figures: [] }));
  return { currency, partners: [...changed, ...joined, ...left] };
}

function finalReport(id: string): Compared['report'] {
  const report = readReports().find((other) => other.id === id);
  if (!report) throw new Problem(unknownReport);
  const { state } = report;
  if (!isSound(report) || !state) throw new Problem(notKept);
  return { ...report, state };
}

const notKept =
  'What this report showed was not kept, so it cannot be checked. Reopen it, refresh it, and mark it as final again.';

/** @throws Problem where nothing can be compared */
function compared(report: Compared['report'], key: string): Compared {
  const { definition, state } = report;
  const final = keptBy(definition, state);
  if (!final) throw new Problem(notKept);
  const period = state.dates ?? definition.period;
  if (typeof period === 'string')
    throw new Problem('Journeybee did not say which days this report covers, so it cannot be checked.');
  // Movement and comparison would take requests for other days.
  const asked = { ...definition, period, movement: null, comparison: null };
  const [gathered = new Problem(notFetched)] = fetchReports([{ ...report, definition: asked }], key);
  if (gathered instanceof Problem) throw gathered;
  const { leaderboard, missing } = gathered;
  if (missing.length > 0) throw new Problem(`Nothing was compared: ${missing.join(', ')}.`);
  if (leaderboard.currency !== final.currency) {
    throw new Problem(
      `Nothing was compared: the report is in ${final.currency ?? 'no currency'}, and Journeybee answers in ${leaderboard.currency ?? 'none'} now.`,
    );
  }
  const shown = shownOf(asked, standingsOf(asked, gathered)).map(({ partner }) => partner);
  const field = sumField(definition);
  return { report, field, leaderboard, result: restatement(final, leaderboard, shown, field) };
}

const checkOf = ({ field, leaderboard: { currency }, result }: Compared): ReportState['check'] => ({
  at: now(),
  reported: shownFigure(result.reported, field, currency),
  now: shownFigure(result.now, field, currency),
  currency,
  changed: result.changed.length,
  joined: result.joined.length,
  left: result.left.length,
});

/** Names of partners that an answer does not have any more. The directory may know them. */
function namesOfGone(changed: readonly PartnerRestated[]): (id: string) => string | null {
  if (changed.every(({ partner }) => partner !== null)) return () => null;
  const partners: Directory['partners'] = unlessRefused(
    () => cachedDirectory({ credential: ownCredential(), until: now() + namesMs }).answer.partners,
    [],
  );
  const names = new Map(partners.map(({ uuid, name }) => [finalId(uuid), name]));
  return (id) => names.get(id) ?? null;
}

/** How long the directory is waited for. */
const namesMs = 10_000;
