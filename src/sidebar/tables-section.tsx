import type { Overview, ScheduleView, TableView } from '../rpc';
import type { Ask } from './sidebar';

/** The tables of this spreadsheet, and what keeps them fresh. */
export function TablesSection({ overview, ask }: { overview: Overview; ask: Ask }) {
  const { tables, schedule } = overview;
  return (
    <section aria-labelledby="tables">
      <h2 id="tables">Tables</h2>
      {tables.length === 0 && <p class="quiet">None yet. Insert one above, and it is listed here.</p>}
      <ul>
        {tables.map((table) => (
          <TableCard key={table.id} table={table} ask={ask} />
        ))}
      </ul>
      {tables.length > 1 && (
        <div class="buttons">
          <button type="button" onClick={() => void ask('refresh', { id: null, withMyKey: false })}>
            Refresh all
          </button>
        </div>
      )}
      <HourlySwitch schedule={schedule} ask={ask} />
      <div class="buttons">
        <button type="button" onClick={() => void ask('refreshFormulas', undefined)}>
          Refresh formulas
        </button>
      </div>
    </section>
  );
}

function TableCard({ table, ask }: { table: TableView; ask: Ask }) {
  const { id, name, place, refreshedAt, problem, otherKeyBy } = table;
  return (
    <li class="card">
      <strong>{name}</strong>
      <p class="quiet">
        {place ?? 'Its place in the sheets is gone.'}
        {refreshedAt && ` · refreshed ${refreshedAt}`}
      </p>
      {otherKeyBy !== null && <p class="quiet">Shows what the key of {otherKeyBy} sees.</p>}
      {problem && <p class="problem">{problem}</p>}
      <div class="buttons">
        {place !== null && (
          <button
            type="button"
            aria-label={otherKeyBy === null ? `Refresh ${name}` : `Refresh with my key: ${name}`}
            onClick={() => void ask('refresh', { id, withMyKey: otherKeyBy !== null })}
          >
            {otherKeyBy === null ? 'Refresh' : 'Refresh with my key'}
          </button>
        )}
        <button
          type="button"
          class="plain"
          aria-label={`Take off the list: ${name}`}
          title="Its cells stay as they are"
          onClick={() => void ask('forget', { id })}
        >
          Take off the list
        </button>
      </div>
    </li>
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
