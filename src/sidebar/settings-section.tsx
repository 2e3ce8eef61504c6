import { version } from '../../package.json';
import type { Overview } from '../contract/sidebar-api';
import { monthNames } from '../domain/period-wording';
import type { Ask } from './ask';
import { AskingButton } from './asking-button';
import { ConnectionSection } from './connection-section';
import { Diagnostics } from './diagnostics';
import { Select } from './fields';
import { ScheduleHealth } from './schedule-health';

interface SettingsSectionProps {
  readonly overview: Overview;
  readonly ask: Ask;
  readonly learn: () => void;
  readonly goConnect: () => void;
}

/** The key, the schedules, and what is for the day on which something is wrong or over. */
export function SettingsSection({ overview, ask, learn, goConnect }: SettingsSectionProps) {
  return (
    <>
      <ConnectionSection overview={overview} ask={ask} learn={learn} />
      <FiscalYear start={overview.calendar.fiscalStart} ask={ask} />
      <ScheduleHealth overview={overview} ask={ask} goConnect={goConnect} heading="h2" />
      <Diagnostics overview={overview} version={version} />
      <Removal ask={ask} />
      <Build build={overview.build} />
    </>
  );
}

const months = monthNames.map((label, index) => ({ value: String(index + 1), label }));

function FiscalYear({ start, ask }: { readonly start: number; readonly ask: Ask }) {
  return (
    <section aria-labelledby="fiscal-year">
      <h2 id="fiscal-year">Fiscal year</h2>
      <Select
        id="fiscal-start"
        label="Fiscal year starts in"
        value={String(start)}
        options={months}
        help="For this spreadsheet. A fiscal year has the number of the year that it ends in."
        choose={(month) => void ask('setFiscalStart', { month: Number(month) })}
      />
    </section>
  );
}

/** What was decided when it was built: nobody can change it from here. */
function Build({
  build: { door, sharedKeys, mail, mailDomains, allPartnersReports, privacyPage },
}: Pick<Overview, 'build'>) {
  const decided = [
    ...(sharedKeys ? [] : ['Keys are not shared with spreadsheets.']),
    ...(mail ? [] : ['No mails are sent.']),
    ...(mail && mailDomains ? [`Mails go to ${mailDomains.join(', ')} only.`] : []),
    ...(allPartnersReports ? [] : ['Reports do not list all partners.']),
  ];
  return (
    <section aria-labelledby="build">
      <h2 id="build">About this add-on</h2>
      <p class="quiet version">Journeybee Leaderboards {version}</p>
      <p class="quiet">{doorText[door]}</p>
      {decided.length > 0 && (
        <>
          <p class="quiet">Your administrator has decided:</p>
          <ul class="quiet">
            {decided.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      {privacyPage !== null && (
        <p class="quiet">
          <a href={privacyPage} target="_blank" rel="noreferrer">
            What is kept, and where
          </a>
        </p>
      )}
    </section>
  );
}

const doorText = {
  bound: 'Built for this one spreadsheet: its script can be changed by all who edit the file.',
  team: 'Built as an add-on of its own: only whoever publishes it can change it.',
} as const;

function Removal({ ask }: { readonly ask: Ask }) {
  return (
    <section aria-labelledby="removal">
      <h2 id="removal">This spreadsheet</h2>
      <p class="quiet">
        What Journeybee keeps here can be taken out again, also a key that is shared here. Your own key is not kept
        here.
      </p>
      <div class="buttons">
        <AskingButton
          label="Remove everything from this spreadsheet"
          question="Remove all reports, schedules, receipts, permissions and a shared key from this spreadsheet, for everybody? Cells keep what they show, and formulas will show an error."
          confirm="Remove everything"
          danger
          act={() => ask('removeEverything', undefined)}
        />
      </div>
    </section>
  );
}
