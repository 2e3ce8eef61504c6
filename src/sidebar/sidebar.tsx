import './sidebar.css';
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ArgumentOf, Method, Overview } from '../rpc';
import { ConnectionSection } from './connection-section';
import { InsertSection } from './insert-section';
import { callServer } from './server';
import { TablesSection } from './tables-section';

/** Asks the server for something and shows what became of it. One at a time: a second click while busy does nothing. */
export type Ask = <M extends Method>(method: M, argument: ArgumentOf<M>) => Promise<boolean>;

interface Notice {
  readonly kind: 'message' | 'problem';
  readonly text: string;
}

function Sidebar() {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [busy, setBusy] = useState<Method | null>('overview');
  const asking = useRef(false);
  const [notice, setNotice] = useState<Notice | null>(null);

  const ask: Ask = async (method, argument) => {
    if (asking.current) return false;
    asking.current = true;
    setBusy(method);
    setNotice(null);
    try {
      const answer = await callServer(method, argument);
      setOverview(answer);
      if (answer.message !== null) setNotice({ kind: 'message', text: answer.message });
      return true;
    } catch (error) {
      setNotice({ kind: 'problem', text: error instanceof Error ? error.message : String(error) });
      return false;
    } finally {
      asking.current = false;
      setBusy(null);
    }
  };
  useEffect(() => void ask('overview', undefined), []);

  return (
    <>
      <h1 class="unseen">Journeybee Leaderboards</h1>
      <div class="notices">
        <p role="status" class={busy ? 'working' : 'message'}>
          {busy ? working[busy] : notice?.kind === 'message' ? notice.text : ''}
        </p>
        {notice?.kind === 'problem' && (
          <p role="alert" class="problem">
            {notice.text}
          </p>
        )}
      </div>
      {overview ? (
        <div class="everything" aria-busy={busy !== null}>
          <ConnectionSection connection={overview.connection} ask={ask} />
          {overview.connection.last4 !== null && <InsertSection overview={overview} ask={ask} />}
          {overview.connection.last4 !== null && <TablesSection overview={overview} ask={ask} />}
        </div>
      ) : (
        busy === null && (
          <button type="button" class="primary" onClick={() => void ask('overview', undefined)}>
            Try again
          </button>
        )
      )}
    </>
  );
}

const working: Readonly<Record<Method, string>> = {
  overview: 'Loading…',
  connect: 'Testing the key with Journeybee…',
  disconnect: 'Forgetting the key…',
  learnLabels: 'Reading your tiers, categories and stages…',
  setFreshness: 'Changing the setting…',
  insertTable: 'Fetching the leaderboard…',
  insertFormula: 'Writing the formula…',
  refresh: 'Fetching the leaderboard…',
  refreshFormulas: 'Refreshing the formulas…',
  forget: 'Removing it from the list…',
  setHourly: 'Changing the schedule…',
};

const app = document.getElementById('app');
if (app) render(<Sidebar />, app);
