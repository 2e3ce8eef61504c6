import { useState } from 'preact/hooks';
import type { RunView } from '../contract/sidebar-api';
import { Disclosure } from './fields';
import { readServer } from './server';

/** The latest runs: by whom, why, how long they took, and their results. */
export function Activity() {
  const [open, setOpen] = useState(false);
  const [runs, setRuns] = useState<readonly RunView[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const read = () => {
    setProblem(null);
    readServer('runs', undefined)
      .then(setRuns)
      .catch((error: Error) => setProblem(error.message));
  };
  const toggle = () => {
    setOpen(!open);
    if (!open) read();
  };
  return (
    <Disclosure id="activity" label="Activity" open={open} toggle={toggle}>
      <p role="status" class={problem === null ? 'quiet' : 'problem'}>
        {problem ?? (runs === null ? 'Loading…' : '')}
      </p>
      {runs?.length === 0 && <p class="quiet">Nothing was refreshed yet.</p>}
      {runs !== null && runs.length > 0 && (
        <ol class="runs">
          {runs.map((run, index) => (
            <Run key={`${run.at} ${index}`} run={run} />
          ))}
        </ol>
      )}
      {(runs !== null || problem !== null) && (
        <div class="buttons">
          <button type="button" class="link" onClick={read}>
            Look again
          </button>
        </div>
      )}
    </Disclosure>
  );
}

const reasons: Readonly<Record<RunView['why'], string>> = {
  asked: 'refreshed by hand',
  saved: 'saved',
  schedule: 'schedule',
  'take-over': 'schedules taken over',
  formulas: 'formulas refreshed',
};

function Run({ run }: { readonly run: RunView }) {
  const { at, by, why, problem, reports } = run;
  const failed = reports.filter((report) => report.problem !== null);
  return (
    <li class="run">
      <p>
        {at} · {reasons[why]}
      </p>
      <p class="quiet">
        {by}: {summary(run)}
      </p>
      {problem !== null && <p class="problem">{problem}</p>}
      {failed.map((report, index) => (
        <p class={report.outcome === 'postponed' ? 'quiet' : 'problem'} key={`${report.name} ${index}`}>
          <span dir="auto">{report.name}</span>: {report.problem}
        </p>
      ))}
    </li>
  );
}

/** "2 reports changed, 1 unchanged · 30 rows · 3 requests · 2 s" */
function summary({ reports, formulas, requests, seconds }: RunView): string {
  const counts = outcomeWords.flatMap(([outcome, words]) => {
    const count = reports.filter((report) => report.outcome === outcome).length;
    return count === 0 ? [] : `${count} ${words}`;
  });
  const rows = reports.reduce((sum, report) => sum + (report.rows ?? 0), 0);
  const [first, ...others] = counts;
  const parts = [
    first ? [first.replace(/^\d+/, (count) => counted(Number(count), 'report')), ...others].join(', ') : null,
    rows > 0 ? counted(rows, 'row') : null,
    formulas > 0 ? counted(formulas, 'formula') : null,
    counted(requests, 'request'),
    seconds === 0 ? 'under 1 s' : `${seconds} s`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

const outcomeWords: ReadonlyArray<readonly [RunView['reports'][number]['outcome'], string]> = [
  ['changed', 'changed'],
  ['unchanged', 'unchanged'],
  ['failed', 'failed'],
  ['gone', 'without a place'],
  ['other key', 'of another key'],
  ['postponed', 'postponed'],
];

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
