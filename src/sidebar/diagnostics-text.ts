import type { FaultView, Overview, RunView } from '../contract/sidebar-api';

/** The parts of the diagnostics that are not in the overview. */
interface Beside {
  readonly runs: readonly RunView[];
  readonly faults: readonly FaultView[];
  readonly version: string;
  /** As it names itself. */
  readonly browser: string;
}

/** What the build decides; of domains and addresses only that there are some. */
const policyText = ({ door, sharedKeys, mail, mailDomains, allPartnersReports }: Overview['build']) =>
  [
    door,
    ...(sharedKeys ? [] : ['no shared keys']),
    ...(mail ? [] : ['no mail']),
    ...(mailDomains ? ['mail domains'] : []),
    ...(allPartnersReports ? [] : ['no all-partners reports']),
  ].join(', ');

/** The diagnostics as text. Texts that people typed are left out, since a name may be a partner's. */
export function diagnosticsText(overview: Overview, { runs, faults, version, browser }: Beside): string {
  const { connection, reports, schedule } = overview;
  const people = new Map<string, string>();
  const person = (email: string) => {
    const name = people.get(email) ?? `person ${people.size + 1}`;
    people.set(email, name);
    return name;
  };
  /** Sentences may name people, reports and cells. */
  const plain = (sentence: string) =>
    sentence
      .replace(/[^\s@“”]+@[^\s@“”,;]+/g, (email) => person(email))
      .replace(/“[^”]*”/g, '“…”')
      .slice(0, 300);
  const lines = [
    `Journeybee Leaderboards ${version}, ${policyText(overview.build)}`,
    browser,
    `Time zone ${schedule.timeZone}, separator ${overview.separator}`,
    `Key ${connection.last4 === null ? 'none' : 'there'}; formulas ${connection.formulas?.mode ?? 'no key'}, own ${connection.formulas?.own ?? '-'}; fresh ${connection.freshMinutes} min`,
    `Schedules: ${schedule.health.state}, ${schedule.own ? 'own' : schedule.owner === null ? 'nobody' : 'another person'}${schedule.unsent ? `; mail not sent: ${schedule.unsent.reason}` : ''}`,
    ...reports.map(({ definition, refreshedAt, problem, place, isLocated, otherKeyBy, copied }, index) =>
      [
        `Report ${index + 1}: ${definition?.status ?? 'damaged'}`,
        definition?.schedule?.kind ?? 'no schedule',
        `rows ${definition?.rows ?? '-'}`,
        place !== null ? 'in place' : isLocated ? 'no place' : 'place not looked for',
        ...(copied ? ['copied'] : []),
        ...(otherKeyBy === null ? [] : ['another key']),
        `refreshed ${refreshedAt ?? 'never'}`,
        ...(problem === null ? [] : [plain(problem)]),
      ].join(', '),
    ),
    ...runs.slice(0, 15).map(({ at, why, seconds, requests, problem, reports: of }) => {
      const problems = [...new Set([problem, ...of.map((report) => report.problem)])].flatMap((text) =>
        text ? plain(text) : [],
      );
      return `${at} ${why}: ${of.length} reports, ${requests} requests, ${seconds} s${problems.map((text) => `; ${text}`).join('')}`;
    }),
    ...faults.map(({ at, code, kind, stack }) => [`Fault ${code}, ${at}, ${kind}`, ...stack].join('\n  at ')),
  ];
  return lines.join('\n');
}
