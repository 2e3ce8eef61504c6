import { version } from '../../package.json';
import type { Overview } from '../rpc';
import { AskingButton } from './asking-button';
import { ConnectionSection } from './connection-section';
import { Diagnostics } from './diagnostics';
import { ScheduleHealth } from './schedule-health';
import type { Ask } from './sidebar';

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
      <ConnectionSection
        connection={overview.connection}
        ownsSchedules={overview.schedule.own}
        ask={ask}
        learn={learn}
      />
      <ScheduleHealth overview={overview} ask={ask} goConnect={goConnect} heading="h2" />
      <Diagnostics overview={overview} version={version} />
      <Removal ask={ask} />
      <p class="quiet version">Journeybee Leaderboards {version}</p>
    </>
  );
}

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
