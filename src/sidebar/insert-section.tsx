import { useState } from 'preact/hooks';
import { periodDates } from '../leaderboard/period-dates';
import { maxRows, type PartnerType, type PeriodName, partnerTypes, periodNames } from '../leaderboard/vocabulary';
import { partnerTypeLabels, periodLabels } from '../leaderboard/wording';
import type { Overview } from '../rpc';
import type { Ask } from './sidebar';

/** The one form for a table and a formula. */
export function InsertSection({ overview, ask }: { overview: Overview; ask: Ask }) {
  const [period, setPeriod] = useState<PeriodName>('current_year');
  const [type, setType] = useState<PartnerType | null>(null);
  const [limit, setLimit] = useState('10');
  const [where, setWhere] = useState<'cell' | 'sheet'>('sheet');
  const wanted = { period, type, limit: Number(limit) };
  const limitWrong = !(Number.isInteger(wanted.limit) && wanted.limit >= 1 && wanted.limit <= maxRows);

  const insertTable = (event: Event) => {
    event.preventDefault();
    if (!limitWrong) void ask('insertTable', { ...wanted, where });
  };
  return (
    <form aria-labelledby="insert" onSubmit={insertTable}>
      <h2 id="insert">Leaderboard</h2>
      <label for="period">Period</label>
      <select
        id="period"
        value={period}
        aria-describedby="period-dates"
        onChange={(event) => setPeriod(event.currentTarget.value as PeriodName)}
      >
        {periodNames.map((name) => (
          <option key={name} value={name}>
            {periodLabels[name]}
          </option>
        ))}
      </select>
      <p class="quiet" id="period-dates">
        {periodDates(period, overview.today)}
      </p>

      <div class="row">
        <div class="grow">
          <label for="type">Type</label>
          <select
            id="type"
            value={type ?? ''}
            onChange={(event) => setType((event.currentTarget.value || null) as PartnerType | null)}
          >
            <option value="">All partners</option>
            {partnerTypes.map((name) => (
              <option key={name} value={name}>
                {partnerTypeLabels[name]}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label for="limit">Top</label>
          <input
            id="limit"
            class="narrow"
            type="number"
            min="1"
            max={maxRows}
            step="1"
            value={limit}
            aria-invalid={limitWrong}
            aria-describedby={limitWrong ? 'limit-problem' : undefined}
            onInput={(event) => setLimit(event.currentTarget.value)}
          />
        </div>
      </div>
      {limitWrong && (
        <p class="problem" id="limit-problem">
          A whole number from 1 to {maxRows}.
        </p>
      )}

      <fieldset class="choice inline">
        <legend>Where the table goes</legend>
        <div class="option">
          <input
            type="radio"
            name="where"
            id="where-sheet"
            checked={where === 'sheet'}
            onChange={() => setWhere('sheet')}
          />
          <label for="where-sheet">New sheet</label>
        </div>
        <div class="option">
          <input
            type="radio"
            name="where"
            id="where-cell"
            checked={where === 'cell'}
            onChange={() => setWhere('cell')}
          />
          <label for="where-cell">Selected cell</label>
        </div>
      </fieldset>

      <div class="buttons">
        <button type="submit" class="primary">
          Insert as table
        </button>
        <button
          type="button"
          title="The formula goes into the selected cell"
          onClick={() => {
            if (!limitWrong) void ask('insertFormula', wanted);
          }}
        >
          Insert as formula
        </button>
      </div>
    </form>
  );
}
