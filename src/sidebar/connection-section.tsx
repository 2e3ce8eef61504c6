import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConnectionView, Overview } from '../contract/sidebar-api';
import type { Ask } from './ask';
import { AskingButton } from './asking-button';
import { ConnectForm } from './connect-form';
import { FileWarning } from './sharing';

const freshChoices = [5, 15, 30, 60];

interface ConnectionSectionProps {
  readonly overview: Overview;
  readonly ask: Ask;
  /** Reads what reports can be restricted to, after another key was connected. */
  readonly learn: () => void;
}

/** Whose key is used, and for what. */
export function ConnectionSection({ overview, ask, learn }: ConnectionSectionProps) {
  const { connection, build } = overview;
  const [changing, setChanging] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const { last4, formulas, freshMinutes } = connection;
  // The pressed button is gone with the old view, so the focus moves to the heading of the new one.
  const before = useRef(changing);
  useLayoutEffect(() => {
    if (before.current !== changing) heading.current?.focus();
    before.current = changing;
  }, [changing]);

  if (changing) {
    const done = () => setChanging(false);
    return <ConnectForm overview={overview} ask={ask} learn={learn} heading={heading} done={done} />;
  }
  return (
    <section aria-labelledby="connection">
      <h2 id="connection" ref={heading} tabIndex={-1}>
        Connection
      </h2>
      {last4 === null ? (
        <p>You have no key here yet.</p>
      ) : (
        <p>
          Your key <span class="key">····{last4}</span>
        </p>
      )}
      {build.door === 'bound' && <FileWarning othersEdit={connection.othersEdit} />}
      <p class="quiet">{formulasLine(formulas)}</p>
      <div class="field">
        <label for="freshness">Formulas show data no older than</label>
        <select
          id="freshness"
          value={freshMinutes}
          onChange={(event) => void ask('setFreshness', { minutes: Number(event.currentTarget.value) })}
        >
          {freshChoices.map((minutes) => (
            <option key={minutes} value={minutes}>
              {minutes === 60 ? '1 hour' : `${minutes} minutes`}
            </option>
          ))}
        </select>
      </div>
      {(last4 !== null || formulas?.own || overview.schedule.own) && (
        <div class="buttons">
          {last4 !== null && (
            <button type="button" onClick={() => setChanging(true)}>
              Change the key or its use
            </button>
          )}
          <AskingButton
            label="Forget my key everywhere"
            question="Forget your key in all your spreadsheets? Your schedules end here, and fail in the others until you forget the key there too or connect again. A key that you shared with another spreadsheet still works there until you take it back in that spreadsheet, or delete the key at app.journeybee.io."
            confirm="Forget my key"
            danger
            act={() => ask('disconnect', undefined)}
          />
        </div>
      )}
    </section>
  );
}

/** Whose key formulas use, and who shared it. */
export function formulasLine(formulas: ConnectionView['formulas']): string {
  if (formulas === null) return 'Formulas have no key in this spreadsheet.';
  const { mode, own, last4, by } = formulas;
  if (mode === 'shared')
    return `Formulas here use ${own ? 'your key' : `the key ····${last4} of ${by}`}, shared with all who edit.`;
  return own
    ? 'Formulas here use your key, if you own this file.'
    : `Formulas here use the key ····${last4} of ${by}, if they own this file.`;
}
