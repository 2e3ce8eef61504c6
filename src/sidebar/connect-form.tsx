import type { Ref } from 'preact';
import { useState } from 'preact/hooks';
import type { ConnectRequest } from '../contract/requests';
import type { Overview } from '../contract/sidebar-api';
import type { Ask } from './ask';
import { connectHeading, keyField } from './focus-places';
import { KeyRequest } from './key-request';
import { Preview } from './preview';
import { madeUp, samplePreview } from './sample';
import { SampleButton } from './sample-button';
import { FileWarning, sharingWarning } from './sharing';

interface Use {
  readonly use: ConnectRequest['use'];
  readonly label: string;
  readonly meaning: string;
}

/** The uses of a key that can work in this file. */
function usesOf({ connection: { ownsFile, noSharing }, build }: Overview): Use[] {
  const uses: Use[] = [
    {
      use: 'tables',
      label: 'My tables and schedules',
      meaning:
        'Only you use the key. All who can open the file see the tables; all who edit it can change what they show.',
    },
    {
      use: 'owner',
      label: 'Also formulas in this spreadsheet',
      meaning: `All who edit this file can make formulas fetch with your key, ${sharingWarning(build.door)}.`,
    },
    {
      use: 'shared',
      label: 'Everyone who edits this spreadsheet',
      meaning:
        'The key is stored with the file. All who can edit it use it, and that is anyone with the link where the link lets people edit.',
    },
  ];
  return uses.filter(({ use }) => use === 'tables' || (use === 'owner' ? ownsFile !== false : noSharing === null));
}

interface ConnectFormProps {
  readonly overview: Overview;
  readonly ask: Ask;
  /** Reads what reports can be restricted to, after another key was connected. */
  readonly learn: () => void;
  /** null: the keyboard is left where it is. */
  readonly heading: Ref<HTMLHeadingElement>;
  readonly done: () => void;
}

/** The first time the form asks for a key only; later it also asks whose key is used, and by whom. */
export function ConnectForm({ overview, ask, learn, heading, done }: ConnectFormProps) {
  const { connection, build, sample } = overview;
  const { last4, formulas, ownsFile, othersEdit } = connection;
  const first = last4 === null;
  const offered = usesOf(overview);
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const own = offered.find(({ use: offeredUse }) => formulas?.own && offeredUse === formulas.mode);
  const [use, setUse] = useState<ConnectRequest['use']>(own?.use ?? 'tables');

  const connect = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    const refused = (text: string) => {
      setProblem(text);
      const field = document.getElementById(keyField);
      field?.focus();
      return field !== null;
    };
    if (!(await ask('connect', { key, use }, refused))) return;
    done();
    learn();
  };
  return (
    <form aria-labelledby={connectHeading} noValidate onSubmit={(event) => void connect(event)}>
      <h2 id={connectHeading} ref={heading} tabIndex={-1}>
        {first ? 'Connect Journeybee' : 'Change the key or its use'}
      </h2>
      {first && <p>Your partner revenue leaderboard, in this spreadsheet and up to date.</p>}
      {build.door === 'bound' && <FileWarning othersEdit={othersEdit} />}
      <label for={keyField}>API key</label>
      <input
        id={keyField}
        type="password"
        autocomplete="off"
        spellcheck={false}
        value={key}
        placeholder={first ? undefined : `····${last4}: stays if left empty`}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? 'key-help' : 'key-problem key-help'}
        onInput={(event) => setKey(event.currentTarget.value)}
      />
      {problem !== null && (
        <p class="problem" role="alert" id="key-problem">
          {problem}
        </p>
      )}
      <p class="quiet" id="key-help">
        Made at{' '}
        <a href="https://app.journeybee.io" target="_blank" rel="noreferrer">
          app.journeybee.io
        </a>{' '}
        under Settings &gt; API Keys. Read permission is enough. It is tested before it is stored, and only you use it.
      </p>
      {!first && offered.length > 1 && (
        <fieldset class="choice">
          <legend>Who may use it</legend>
          {offered.map(({ use: value, label, meaning }) => (
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
      )}
      {use === 'owner' && ownsFile === null && (
        <p class="note">
          Google does not say that you own this file. If you do not, formulas need its owner to connect here, or a key
          that is shared with everyone who edits.
        </p>
      )}
      {formulas !== null && !formulas.own && use !== 'tables' && (
        <p class="problem">Formulas here use the key of {formulas.by} now. Yours will take its place.</p>
      )}
      <div class="buttons">
        <button type="submit" class="primary">
          {first || key !== '' ? 'Connect' : 'Save'}
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
      {first && (
        <>
          <KeyRequest privacyPage={build.privacyPage} />
          <h3>What it will look like</h3>
          <Preview preview={samplePreview} label={madeUp} />
          <div class="buttons">
            <SampleButton sample={sample} ask={ask} />
          </div>
        </>
      )}
    </form>
  );
}
