import { useState } from 'preact/hooks';
import type { ConnectionView, KeyUse } from '../rpc';
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

/** Whose key is used, and the form to connect one. */
export function ConnectionSection({ connection, ask }: { connection: ConnectionView; ask: Ask }) {
  const [changing, setChanging] = useState(false);
  const { last4, formulas } = connection;

  if (last4 === null || changing) {
    return <ConnectForm ask={ask} first={last4 === null} done={() => setChanging(false)} />;
  }
  return (
    <section aria-labelledby="connection">
      <h2 id="connection">Connection</h2>
      <p>
        Your key <span class="key">····{last4}</span>
      </p>
      <p class="quiet">{formulasLine(formulas)}</p>
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

function ConnectForm({ ask, first, done }: { ask: Ask; first: boolean; done: () => void }) {
  const [key, setKey] = useState('');
  const [use, setUse] = useState<KeyUse>('tables');

  const connect = async (event: Event) => {
    event.preventDefault();
    if (await ask('connect', { key, use })) done();
  };
  return (
    <form aria-labelledby="connect" onSubmit={(event) => void connect(event)}>
      <h2 id="connect">{first ? 'Connect Journeybee' : 'Change the key'}</h2>
      {first && <p>Your partner revenue leaderboard, in this spreadsheet and up to date.</p>}
      <label for="key">API key</label>
      <input
        id="key"
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
      <div class="buttons">
        <button type="submit" class="primary">
          Connect
        </button>
        {!first && (
          <button type="button" onClick={done}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}

function formulasLine(formulas: ConnectionView['formulas']): string {
  if (formulas === null) return 'Formulas have no key in this spreadsheet.';
  const whose = formulas.own ? 'your key' : `the key ····${formulas.last4} of ${formulas.by}`;
  return formulas.mode === 'shared'
    ? `Formulas here use ${whose}, shared with everyone who edits.`
    : `Formulas here use ${whose}, if that person owns this file.`;
}
