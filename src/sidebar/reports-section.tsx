import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Overview, ReportView, ScheduleView } from '../rpc';
import { newButton, reportsHeading } from './places';
import { ReportCard } from './report-card';
import type { Ask } from './sidebar';

interface ReportsSectionProps {
  readonly overview: Overview;
  readonly ask: Ask;
  /** null: a new one. */
  readonly edit: (report: ReportView | null) => void;
  /** Where the keyboard goes on, by its id; null: wherever it is. */
  readonly returnTo: string | null;
}

/** The reports of this spreadsheet, and what keeps them fresh. */
export function ReportsSection({ overview, ask, edit, returnTo }: ReportsSectionProps) {
  const { reports, schedule, busy } = overview;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (returnTo !== null) (document.getElementById(returnTo) ?? heading.current)?.focus();
  }, []);
  const refreshable = reports.filter(({ definition, copied }) => definition?.status === 'active' && !copied);
  return (
    <section aria-labelledby={reportsHeading}>
      <h2 id={reportsHeading} ref={heading} tabIndex={-1}>
        Reports
      </h2>
      {busy !== null && (
        <div class="busy">
          <p>{busy} is refreshing this spreadsheet right now.</p>
          <button type="button" class="link" onClick={() => void ask('overview', undefined)}>
            Look again
          </button>
        </div>
      )}
      {reports.length === 0 && (
        <p class="quiet">
          A report is a leaderboard in this spreadsheet that is refreshed in its place. There is none here yet.
        </p>
      )}
      <div class="buttons">
        <button type="button" class="primary" id={newButton} onClick={() => edit(null)}>
          {reports.length === 0 ? 'Insert a leaderboard' : 'New report'}
        </button>
        {refreshable.length > 1 && (
          <button type="button" onClick={() => void ask('refresh', { id: null, withMyKey: false })}>
            Refresh all
          </button>
        )}
      </div>
      <ul class="cards">
        {reports.map((report) => (
          <ReportCard
            key={report.id}
            report={report}
            ask={ask}
            edit={() => edit(report)}
            removed={() => heading.current?.focus()}
          />
        ))}
      </ul>
      <HourlySwitch schedule={schedule} ask={ask} />
      <div class="buttons">
        <button type="button" onClick={() => void ask('refreshFormulas', undefined)}>
          Refresh formulas
        </button>
      </div>
    </section>
  );
}

function HourlySwitch({ schedule, ask }: { schedule: ScheduleView; ask: Ask }) {
  const { owner, own, lastRun, problem } = schedule;
  const others = owner !== null && !own;
  return (
    <div class="schedule">
      <div class="switch">
        <input
          type="checkbox"
          role="switch"
          id="hourly"
          checked={owner !== null}
          aria-checked={owner !== null}
          disabled={others}
          aria-describedby="hourly-state"
          onChange={(event) => void ask('setHourly', { on: event.currentTarget.checked })}
        />
        <label for="hourly">Refresh every hour</label>
      </div>
      <p class="quiet" id="hourly-state">
        {others && `${owner} refreshes this spreadsheet. `}
        {lastRun ? `Last run ${lastRun}.` : owner !== null && 'It runs within the next hour.'}
      </p>
      {problem && <p class="problem">The last run had a problem: {problem}</p>}
    </div>
  );
}
