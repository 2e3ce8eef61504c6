import type { Ref } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConnectionView, KeyUse } from '../rpc';
import { keyField } from './places';
import type { Ask } from './sidebar';

const uses: ReadonlyArray<{ readonly use: KeyUse; readonly label: string; readonly meaning: string }> = [
  {
    use: 'tables',
    label: 'My tables and schedules',
    meaning: 'Only you use the key. Everyone who can open the file sees the tables.',
  },
  {
    use: 'owner',
    label: 'Also formulas in this spreadsheet',
    meaning: 'Works if you own this file. People who edit it can make formulas fetch with your key, but never see it.',
  },
  {
    use: 'shared',
    label: 'Everyone who edits this spreadsheet',
    meaning: 'The key is stored with the file, and all who can edit it, through a link too, use it.',
  },
];

const freshChoices = [5, 15, 30, 60];

interface ConnectionSectionProps {
  readonly connection: ConnectionView;
  readonly ask: Ask;
  /** Reads what reports can be restricted to, after another key was connected. */
  readonly learn: () => void;
}

/** Whose key is used, and the form to connect one. */
export function ConnectionSection({ connection, ask, learn }: ConnectionSectionProps) {
  const [changing, setChanging] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const { last4, formulas, freshMinutes } = connection;
  const form = last4 === null || changing;
  // The button that was pressed is gone with the old view: the keyboard goes on from the new one's heading. After the first
  // key it goes on from the reports'.
  const before = useRef({ form, last4 });
  useLayoutEffect(() => {
    if (before.current.form !== form && before.current.last4 !== null) heading.current?.focus();
    before.current = { form, last4 };
  }, [form]);

  if (form) {
    return (
      <ConnectForm connection={connection} ask={ask} learn={learn} heading={heading} done={() => setChanging(false)} />
    );
  }
  return (
    <section aria-labelledby="connection">
      <h2 id="connection" ref={heading} tabIndex={-1}>
        Connection
      </h2>
      <p>
        Your key <span class="key">····{last4}</span>
      </p>
      <p class="quiet">{formulasLine(formulas)}</p>
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
      <div class="buttons">
        <button type="button" onClick={() => setChanging(true)}>
          Change
        </button>
        <button type="button" onClick={() => void ask('disconnect', undefined)}>
          Disconnect
        </button>
      </div>
    </section>
  );
}

interface ConnectFormProps extends ConnectionSectionProps {
  readonly heading: Ref<HTMLHeadingElement>;
  readonly done: () => void;
}

function ConnectForm({ connection, ask, learn, heading, done }: ConnectFormProps) {
  const { last4, formulas } = connection;
  const first = last4 === null;
  const [key, setKey] = useState('');
  const [use, setUse] = useState<KeyUse>(formulas?.own ? formulas.mode : 'tables');

  const connect = async (event: Event) => {
    event.preventDefault();
    if (!(await ask('connect', { key, use }))) return;
    done();
    learn();
  };
  return (
    <form aria-labelledby="connect" onSubmit={(event) => void connect(event)}>
      <h2 id="connect" ref={heading} tabIndex={-1}>
        {first ? 'Connect Journeybee' : 'Change the key'}
      </h2>
      {first && <p>Your partner revenue leaderboard, in this spreadsheet and up to date.</p>}
      <label for={keyField}>API key</label>
      <input
        id={keyField}
        type="password"
        autocomplete="off"
        spellcheck={false}
        value={key}
        aria-describedby="key-help"
        onInput={(event) => setKey(event.currentTarget.value)}
      />
      <p class="quiet" id="key-help">
        In Journeybee: Settings &gt; API Keys. A key with Read permission is enough. It is tested before it is stored.
      </p>
      <fieldset class="choice">
        <legend>Who may use it</legend>
        {uses.map(({ use: value, label, meaning }) => (
          <div class="option" key={value}>
            <input
              type="radio"
              name="use"
              id={`use-${value}`}
              checked={use === value}
              aria-describedby={`use-${value}-meaning`}
              onChange={() => setUse(value)}
            />
            <label for={`use-${value}`}>{label}</label>
            <p class="quiet" id={`use-${value}-meaning`}>
              {meaning}
            </p>
          </div>
        ))}
      </fieldset>
      {formulas !== null && !formulas.own && use !== 'tables' && (
        <p class="problem">Formulas here use the key of {formulas.by} now. Yours will take its place.</p>
      )}
      <div class="buttons">
        <button type="submit" class="primary">
          Connect
        </button>
        {!first && (
          <button type="button" onClick={done}>
            Cancel
          </button>
        )}
        {first && formulas?.own && (
          <button type="button" onClick={() => void ask('disconnect', undefined)}>
            Take back the key ····{formulas.last4}
          </button>
        )}
      </div>
    </form>
  );
}

function formulasLine(formulas: ConnectionView['formulas']): string {
  if (formulas === null) return 'Formulas have no key in this spreadsheet.';
  const { mode, own, last4, by } = formulas;
  if (mode === 'shared')
    return `Formulas here use ${own ? 'your key' : `the key ····${last4} of ${by}`}, shared with all who edit.`;
  return own
    ? 'Formulas here use your key, if you own this file.'
    : `Formulas here use the key ····${last4} of ${by}, if they own this file.`;
}
