import './sidebar.css';
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ArgumentOf, Method, Overview, ProgressView, ReportView } from '../rpc';
import { ConnectForm } from './connect-form';
import { begin, type Editing, forgetDraft, resume } from './draft-store';
import { Editor } from './editor';
import { Navigation, type Screen } from './navigation';
import { Notices } from './notices';
import { editButton, newButton, reportsHeading } from './places';
import { ReportsSection } from './reports-section';
import { ScheduleHealth } from './schedule-health';
import { callServer, NotAllowed, readServer } from './server';
import { SettingsSection } from './settings-section';

/** Asks the server for something and shows what became of it. One at a time: a second click while busy does nothing. */
export type Ask = <M extends Method>(method: M, argument: ArgumentOf<M>) => Promise<boolean>;

export interface Notice {
  readonly kind: 'message' | 'problem';
  readonly text: string;
  /** Google's page on which a missing permission is given. */
  readonly allowAt?: string;
}

function Sidebar() {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [busy, setBusy] = useState<Method | null>('overview');
  const asking = useRef(false);
  const [progress, setProgress] = useState<ProgressView | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [screen, setScreen] = useState<Screen>('reports');
  const [editing, setEditing] = useState<Editing | null>(null);
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
      setNotice(noticeOf(error));
      return false;
    } finally {
      stopWatching?.();
      asking.current = false;
      setBusy(null);
    }
  };
  useEffect(() => void ask('overview', undefined), []);
  // What somebody was writing when the sidebar was closed.
  const file = overview?.file ?? null;
  useEffect(() => {
    const resumed = overview && resume(overview.file, overview.reports);
    if (resumed) open(resumed);
  }, [file]);
  /** Beside the calls, and one answer is as good as the last: taking somebody to a table. */
  const goTo = (id: string) => {
    setNotice(null);
    readServer('goTo', { id }).catch((error) => setNotice(noticeOf(error)));
  };
  // Quietly, and nobody waits for it: formulas and reports can do without.
  const learn = () =>
    void callServer('learnLabels', undefined)
      .then(({ labels, partnerCount }) => setOverview((current) => current && { ...current, labels, partnerCount }))
      .catch(() => {});

  const open = (wanted: Editing) => {
    setReturnTo(wanted.report === null ? newButton : editButton(wanted.report.id));
    setEditing(wanted);
  };
  const edit = (report: ReportView | null) => {
    setNotice(null);
    open(begin(report));
  };
  const close = () => {
    forgetDraft();
    setEditing(null);
  };
  const choose = (chosen: Screen) => {
    setNotice(null);
    setReturnTo(null);
    setScreen(chosen);
  };
  const content = (shown: Overview) => {
    if (shown.connection.last4 === null) {
      return (
        <>
          <ScheduleHealth overview={shown} ask={ask} heading="h2" />
          <ConnectForm
            connection={shown.connection}
            ask={ask}
            learn={learn}
            heading={null}
            done={() => setScreen('reports')}
          />
        </>
      );
    }
    if (editing !== null) return <Editor overview={shown} editing={editing} ask={ask} close={close} />;
    return (
      <>
        <Navigation screen={screen} choose={choose} />
        {screen === 'reports' ? (
          <ReportsSection overview={shown} ask={ask} edit={edit} goTo={goTo} returnTo={returnTo} />
        ) : (
          <SettingsSection overview={shown} ask={ask} learn={learn} />
        )}
      </>
    );
  };
  return (
    <>
      <h1 class="unseen">Journeybee Leaderboards</h1>
      <Notices busy={busy} progress={progress} notice={notice} />
      {overview ? (
        <div class="everything" aria-busy={busy !== null}>
          {content(overview)}
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

function noticeOf(error: unknown): Notice {
  const text = error instanceof Error ? error.message : String(error);
  return { kind: 'problem', text, ...(error instanceof NotAllowed && { allowAt: error.allowAt }) };
}

/** What a refresh comes to may be that it did not work: the message then has the problem of a report in it. */
const kindOf = (message: string, { reports }: Overview): Notice['kind'] =>
  reports.some(({ problem }) => problem !== null && message.includes(problem)) ? 'problem' : 'message';

/** What may take minutes: all partners of a large account, or many reports. */
const fetching: readonly Method[] = ['saveReport', 'refresh', 'duplicate', 'takeOver', 'tryAgain'];

/** Asks again and again how far it is, one after the other, until it is told to stop. */
function watchProgress(show: (progress: ProgressView | null) => void): () => void {
  let timer = setTimeout(look, progressMs);
  let stopped = false;
  async function look() {
    const found = await readServer('progress', undefined).catch(() => null);
    if (stopped) return;
    show(found);
    timer = setTimeout(look, progressMs);
  }
  return () => {
    stopped = true;
    clearTimeout(timer);
    show(null);
  };
}

const progressMs = 2000;

const app = document.getElementById('app');
if (app) render(<Sidebar />, app);
