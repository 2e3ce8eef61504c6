import './sidebar.css';
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ArgumentOf, Method, Overview, ReportView } from '../rpc';
import { ConnectionSection } from './connection-section';
import { Editor } from './editor';
import { editButton, newButton, reportsHeading } from './places';
import { ReportsSection } from './reports-section';
import { ScheduleHealth } from './schedule-health';
import { callServer, NotAllowed, readProgress } from './server';

/** Asks the server for something and shows what became of it. One at a time: a second click while busy does nothing. */
export type Ask = <M extends Method>(method: M, argument: ArgumentOf<M>) => Promise<boolean>;

interface Notice {
  readonly kind: 'message' | 'problem';
  readonly text: string;
  /** Google's page on which a missing permission is given. */
  readonly allowAt?: string;
}

function Sidebar() {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [busy, setBusy] = useState<Method | null>('overview');
  const asking = useRef(false);
  const [progress, setProgress] = useState<string | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  /** What the editor is open for: a report as it was then, or a new one. */
  const [editing, setEditing] = useState<{ readonly report: ReportView | null } | null>(null);
  const [returnTo, setReturnTo] = useState<string | null>(null);

  const ask: Ask = async (method, argument) => {
    if (asking.current) return false;
    asking.current = true;
    setBusy(method);
    setNotice(null);
    const stopWatching = fetching.includes(method) ? watchProgress(setProgress) : null;
    try {
      const answer = await callServer(method, argument);
      setOverview(answer);
      // The button that was pressed is gone, and the reports are there.
      if (method === 'connect') setReturnTo(reportsHeading);
      if (answer.message !== null) setNotice({ kind: kindOf(answer.message, answer), text: answer.message });
      return true;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      setNotice({ kind: 'problem', text, ...(error instanceof NotAllowed && { allowAt: error.allowAt }) });
      return false;
    } finally {
      stopWatching?.();
      asking.current = false;
      setBusy(null);
    }
  };
  useEffect(() => void ask('overview', undefined), []);
  // Quietly, and nobody waits for it: formulas and reports can do without.
  const learn = () =>
    void callServer('learnLabels', undefined)
      .then(({ labels }) => setOverview((current) => current && { ...current, labels }))
      .catch(() => {});

  const edit = (report: ReportView | null) => {
    setNotice(null);
    setReturnTo(report === null ? newButton : editButton(report.id));
    setEditing({ report });
  };
  const screen = (shown: Overview) => {
    const { connection } = shown;
    const connected = connection.last4 !== null;
    if (connected && editing !== null) {
      return <Editor overview={shown} report={editing.report} ask={ask} close={() => setEditing(null)} />;
    }
    return (
      <>
        {connected && <ReportsSection overview={shown} ask={ask} edit={edit} returnTo={returnTo} />}
        {!connected && <ScheduleHealth overview={shown} ask={ask} />}
        <ConnectionSection connection={connection} ask={ask} learn={learn} />
      </>
    );
  };
  return (
    <>
      <h1 class="unseen">Journeybee Leaderboards</h1>
      <div class="notices">
        <p role="status" class={busy ? 'working' : 'message'}>
          {busy ? [working[busy], progress].filter(Boolean).join(' ') : notice?.kind === 'message' ? notice.text : ''}
        </p>
        {notice?.kind === 'problem' && (
          <p role="alert" class="problem">
            {notice.text}{' '}
            {notice.allowAt !== undefined && (
              <a href={notice.allowAt} target="_blank" rel="noreferrer">
                Allow it again
              </a>
            )}
          </p>
        )}
      </div>
      {overview ? (
        <div class="everything" aria-busy={busy !== null}>
          {screen(overview)}
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

/** What a refresh comes to may be that it did not work: the message then has the problem of a report in it. */
const kindOf = (message: string, { reports }: Overview): Notice['kind'] =>
  reports.some(({ problem }) => problem !== null && message.includes(problem)) ? 'problem' : 'message';

/** What may take minutes: all partners of a large account, or many reports. */
const fetching: readonly Method[] = ['saveReport', 'refresh', 'duplicate', 'takeOver', 'tryAgain'];

/** Asks again and again how far it is, one after the other, until it is told to stop. */
function watchProgress(show: (progress: string | null) => void): () => void {
  let timer = setTimeout(look, progressMs);
  let stopped = false;
  async function look() {
    const text = await readProgress().catch(() => null);
    if (stopped) return;
    show(text);
    timer = setTimeout(look, progressMs);
  }
  return () => {
    stopped = true;
    clearTimeout(timer);
    show(null);
  };
}

const progressMs = 3000;

const working: Readonly<Record<Method, string>> = {
  overview: 'Loading…',
  connect: 'Testing the key with Journeybee…',
  disconnect: 'Forgetting the key…',
  learnLabels: 'Reading your tiers, categories and stages…',
  setFreshness: 'Changing the setting…',
  saveReport: 'Fetching the leaderboard…',
  refresh: 'Fetching the leaderboard…',
  setStatus: 'Changing the report…',
  keepDates: 'Fetching the leaderboard…',
  duplicate: 'Making another report…',
  removeReport: 'Deleting the report…',
  insertFormula: 'Writing the formula…',
  refreshFormulas: 'Refreshing the formulas…',
  takeOver: 'Taking over the schedules…',
  restartSchedules: 'Starting the schedules again…',
  tryAgain: 'Fetching the leaderboard…',
};

const app = document.getElementById('app');
if (app) render(<Sidebar />, app);
