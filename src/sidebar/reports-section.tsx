import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Overview, ReportView } from '../contract/sidebar-api';
import { statuses } from '../domain/report-status';
import { Activity } from './activity';
import type { Ask } from './ask';
import { ExplainSection } from './explain';
import { newButton, reportsHeading } from './focus-places';
import { FormulasSection } from './formulas-section';
import { ReportCard } from './report-card';
import { SampleButton } from './sample-button';
import { ScheduleHealth } from './schedule-health';

interface ReportsSectionProps {
  readonly overview: Overview;
  /** How long ago it came. */
  readonly minutes: number;
  readonly ask: Ask;
  /** null: a new one. */
  readonly edit: (report: ReportView | null) => void;
  readonly goTo: (id: string) => void;
  readonly goConnect: () => void;
  readonly explain: () => void;
  /** Where the keyboard goes on, by its id; null: wherever it is. */
  readonly returnTo: string | null;
}

/** Whose refresh it is: also one that was begun here, before the sidebar was closed. */
function busyText({ by, own, scheduled }: NonNullable<Overview['busy']>): string {
  if (!own) return `${by} is refreshing this spreadsheet right now.`;
  return scheduled
    ? 'Your schedule is refreshing this spreadsheet right now.'
    : 'Your own refresh of this spreadsheet is still running.';
}

function BusyLine({ busy, ask }: { readonly busy: NonNullable<Overview['busy']>; readonly ask: Ask }) {
  return (
    <div class="busy">
      <p>{busyText(busy)}</p>
      <button type="button" class="link" onClick={() => void ask('overview', undefined)}>
        Look again
      </button>
    </div>
  );
}

/** The reports of this spreadsheet, and what keeps them fresh. */
export function ReportsSection(props: ReportsSectionProps) {
  const { overview, minutes, ask, edit, goTo, goConnect, returnTo } = props;
  const { reports, schedule, busy } = overview;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (returnTo !== null) (document.getElementById(returnTo) ?? heading.current)?.focus();
  }, []);
  return (
    <>
      <section aria-labelledby={reportsHeading}>
        <h2 id={reportsHeading} ref={heading} tabIndex={-1}>
          Reports
        </h2>
        {busy !== null && <BusyLine busy={busy} ask={ask} />}
        {reports.length === 0 && (
          <p class="quiet">
            A report is a leaderboard in this spreadsheet that is refreshed in its place. There is none here yet.
          </p>
        )}
        <div class="buttons">
          <button type="button" class="primary" id={newButton} onClick={() => edit(null)}>
            {reports.length === 0 ? 'Insert a leaderboard' : 'New report'}
          </button>
          {overview.sample && <SampleButton sample ask={ask} />}
          {reports.filter(isRefreshable).length > 1 && (
            <button type="button" onClick={() => void ask('refresh', { id: null, withMyKey: false })}>
              Refresh all
            </button>
          )}
        </div>
        <ScheduleHealth overview={overview} ask={ask} goConnect={goConnect} heading="h3" />
        <ul class="cards">
          {reports.map((report) => (
            <ReportCard
              key={report.id}
              report={report}
              minutes={minutes}
              schedule={schedule}
              ask={ask}
              edit={() => edit(report)}
              goTo={() => goTo(report.id)}
              file={overview.file}
              removed={() => heading.current?.focus()}
            />
          ))}
        </ul>
      </section>
      <FormulasSection overview={overview} ask={ask} />
      <ExplainSection explain={props.explain} />
      <section aria-label="Activity">
        <Activity />
      </section>
    </>
  );
}

const isRefreshable = ({ definition, copied }: ReportView): boolean =>
  definition !== null && statuses[definition.status].isRefreshed && !copied;
