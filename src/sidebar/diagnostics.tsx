import { useRef, useState } from 'preact/hooks';
import type { Overview, RunView } from '../contract/sidebar-api';
import { copyText } from './copying';
import { readServer } from './server';

interface DiagnosticsProps {
  readonly overview: Overview;
  readonly version: string;
}

/** What helps whoever helps: no key, no address, no partner and no figure. */
export function Diagnostics({ overview, version }: DiagnosticsProps) {
  const [text, setText] = useState<string | null>(null);
  const [state, setState] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    setState('Reading what was done lately…');
    const runs = await readServer('runs', undefined).catch(() => []);
    const written = diagnostics(overview, runs, version);
    setText(written);
    setState(await copyText(written, () => area.current));
  };
  return (
    <section aria-labelledby="diagnostics">
      <h2 id="diagnostics">Help</h2>
      <p class="quiet">Diagnostics say how things are set and what went wrong: no key, no addresses, no figures.</p>
      <div class="buttons">
        <button type="button" onClick={() => void copy()}>
          Copy diagnostics
        </button>
      </div>
      <p role="status" class="quiet">
        {state}
      </p>
      {text !== null && (
        <textarea ref={area} class="diagnostics" readOnly rows={8} aria-label="Diagnostics" value={text} />
      )}
    </section>
  );
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

/** Of what people typed, nothing but counts: a name may be a partner's. */
function diagnostics(overview: Overview, runs: readonly RunView[], version: string): string {
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
    navigator.userAgent,
    `Time zone ${schedule.timeZone}, separator ${overview.separator}`,
    `Key ${connection.last4 === null ? 'none' : 'there'}; formulas ${connection.formulas?.mode ?? 'no key'}, own ${connection.formulas?.own ?? '-'}; fresh ${connection.freshMinutes} min`,
    `Schedules: ${schedule.health.state}, ${schedule.own ? 'own' : schedule.owner === null ? 'nobody' : 'another person'}${schedule.unsent ? `; mail not sent: ${schedule.unsent.reason}` : ''}`,
    ...reports.map(({ definition, refreshedAt, problem, place, otherKeyBy, copied }, index) =>
      [
        `Report ${index + 1}: ${definition?.status ?? 'damaged'}`,
        definition?.schedule?.kind ?? 'no schedule',
        `rows ${definition?.rows ?? '-'}`,
        place === null ? 'no place' : 'in place',
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
  ];
  return lines.join('\n');
}
