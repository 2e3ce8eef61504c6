import { minuteMs } from '../domain/duration';
import './sidebar.css';
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { explainMark } from '../contract/explain-mark';
import type { Method, Overview, ProgressView, ReportView } from '../contract/sidebar-api';
import type { Ask } from './ask';
import { ConnectForm } from './connect-form';
import { begin, type Editing, forgetDraft, resume } from './draft-store';
import { Editor } from './editor';
import { Explain } from './explain';
import { connectHeading, editButton, explainButton, keyField, newButton, reportsHeading } from './focus-places';
import { Navigation, type Screen } from './navigation';
import { type Notice, Notices } from './notices';
import { useOverview } from './overview';
import { watchProgress } from './progress';
import { ReportsSection } from './reports-section';
import { ScheduleHealth } from './schedule-health';
import { callServer, NotAllowed, readServer } from './server';
import { SettingsSection } from './settings-section';

function Sidebar() {
  const { overview, located, isLatest, show, addLearned } = useOverview();
  const [busy, setBusy] = useState<Method | null>('overview');
  const asking = useRef(false);
  const [missed, setMissed] = useState(false);
  const [progress, setProgress] = useState<ProgressView | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [screen, setScreen] = useState<Screen>('reports');
  const [editing, setEditing] = useState<Editing | null>(null);
  const [returnTo, setReturnTo] = useState<string | null>(null);
  const [explaining, setExplaining] = useState(false);

  const ask: Ask = async (method, argument, beside) => {
    if (asking.current) {
      setMissed(true);
      return false;
    }
    asking.current = true;
    setBusy(method);
    setMissed(false);
    setNotice(null);
    const stopWatching = fetching.includes(method) ? watchProgress(setProgress) : null;
    try {
      const answer = await callServer(method, argument);
      show(answer, method === 'overview');
      // The button that was pressed is gone, and the reports are there.
      if (method === 'connect') setReturnTo(reportsHeading);
      if (method === 'disconnect') {
        setScreen('reports');
        setTimeout(() => document.getElementById(connectHeading)?.focus());
      }
      if (answer.message !== null) setNotice({ kind: kindOf(answer.message, answer), text: answer.message });
      return true;
    } catch (error) {
      const problem = noticeOf(error);
      if (problem.allowAt !== undefined || !beside?.(problem.text)) setNotice(problem);
      return false;
    } finally {
      stopWatching?.();
      asking.current = false;
      setBusy(null);
    }
  };
  useEffect(() => void ask('overview', undefined), []);
  const silent = useSilence(overview === null && busy !== null);
  useLookingAgain(overview, () => {
    if (asking.current) return;
    callServer('overview', undefined)
      // An overview that another call has brought meanwhile is newer.
      .then((answer) => {
        if (!asking.current && isLatest(overview)) show(answer, true);
        // The server gives a message once, so it is shown here as well.
        if (answer.message !== null && !asking.current) setNotice({ kind: 'message', text: answer.message });
      })
      // Nobody asked for this call, so a failure changes nothing.
      .catch(() => {});
  });
  useEndOfRun(overview?.busy ?? null, (own) => {
    if (asking.current) return;
    callServer('overview', undefined)
      .then((answer) => {
        if (asking.current) return;
        show(answer, true);
        if (own) setNotice({ kind: 'message', text: answer.message ?? 'Your refresh is over.' });
      })
      // Nobody asked for this call either.
      .catch(() => {});
  });
  const minutes = useMinutesSince(overview);
  // The editor opens with the draft that the person left when the sidebar was closed.
  const file = overview?.file ?? null;
  useEffect(() => {
    const resumed = overview && resume(overview.file, overview.reports);
    if (resumed) open(resumed);
    // The mark stands after the script.
    if (overview && document.getElementById(explainMark)) setExplaining(true);
  }, [file]);
  /** Takes the person to a report. It may run beside other calls. */
  const goTo = (id: string) => {
    setNotice(null);
    readServer('goTo', { id }).catch((error) => setNotice(noticeOf(error)));
  };
  // A failure is not shown: formulas and reports work without labels.
  const learn = () =>
    void callServer('learnLabels', undefined)
      .then(addLearned)
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
  const stopExplaining = () => {
    setReturnTo(explainButton);
    setExplaining(false);
  };
  const choose = (chosen: Screen) => {
    setNotice(null);
    setMissed(false);
    setReturnTo(null);
    setScreen(chosen);
  };
  /** Moves the keyboard focus to the field for the key. */
  const goConnect = () => {
    choose('reports');
    setTimeout(() => document.getElementById(keyField)?.focus());
  };
  const reports = (shown: Overview) => {
    const { connection } = shown;
    if (connection.last4 !== null) {
      return (
        <ReportsSection
          overview={shown}
          minutes={minutes}
          ask={ask}
          edit={edit}
          goTo={goTo}
          goConnect={goConnect}
          explain={() => setExplaining(true)}
          returnTo={returnTo}
        />
      );
    }
    return (
      <>
        <ScheduleHealth overview={shown} ask={ask} goConnect={goConnect} heading="h2" />
        <ConnectForm overview={shown} ask={ask} learn={learn} heading={null} done={() => {}} />
      </>
    );
  };
  const content = (shown: Overview) => {
    const connected = shown.connection.last4 !== null;
    if (explaining) return <Explain close={stopExplaining} />;
    if (connected && editing !== null) return <Editor overview={shown} editing={editing} ask={ask} close={close} />;
    return (
      <>
        <Navigation screen={screen} choose={choose} />
        {screen === 'reports' ? (
          reports(shown)
        ) : (
          <SettingsSection overview={shown} ask={ask} learn={learn} goConnect={goConnect} />
        )}
      </>
    );
  };
  return (
    <>
      <h1 class="unseen">Journeybee Leaderboards</h1>
      <Notices busy={busy} progress={progress} notice={notice} missed={missed} />
      {silent && (
        <p class="note" role="alert">
          Google has not answered for ten seconds. If several Google accounts are signed in to this browser, open the
          spreadsheet in a window with only one of them. Otherwise wait, or reload the spreadsheet.
        </p>
      )}
      {located ? (
        <div class="everything" aria-busy={busy !== null}>
          {content(located)}
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

/**
 * Whether the first answer is late: with several accounts in one browser neither answer nor failure may come
 * (P2.3-10).
 */
function useSilence(waiting: boolean): boolean {
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    setSilent(false);
    const timer = waiting ? setTimeout(() => setSilent(true), silenceMs) : undefined;
    return () => clearTimeout(timer);
  }, [waiting]);
  return silent && waiting;
}

const silenceMs = 10_000;

/** Whole minutes since it came, for what says how old it is. */
function useMinutesSince(overview: Overview | null): number {
  const [minutes, setMinutes] = useState(0);
  useEffect(() => {
    const since = Date.now();
    setMinutes(0);
    const timer = setInterval(() => setMinutes(Math.floor((Date.now() - since) / minuteMs)), minuteMs / 4);
    return () => clearInterval(timer);
  }, [overview]);
  return minutes;
}

/**
 * Polls the server while somebody refreshes the spreadsheet. `ended` is told whether the refresh was the person's own.
 */
function useEndOfRun(busy: Overview['busy'], ended: (own: boolean) => void): void {
  useEffect(() => {
    if (busy === null) return;
    const { own } = busy;
    let timer = setTimeout(look, busyMs);
    let stopped = false;
    async function look() {
      const isBusy = await readServer('isBusy', undefined).catch(() => true);
      if (stopped) return;
      if (!isBusy) ended(own);
      timer = setTimeout(look, busyMs);
    }
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [busy]);
}

const busyMs = 3000;

/** Looks again when the person returns after a minute: schedules run and colleagues work meanwhile. */
function useLookingAgain(overview: Overview | null, look: () => void): void {
  useEffect(() => {
    if (overview === null) return;
    let since = Date.now();
    const back = () => {
      if (document.visibilityState === 'hidden' || Date.now() - since < minuteMs) return;
      since = Date.now();
      look();
    };
    addEventListener('focus', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      removeEventListener('focus', back);
      document.removeEventListener('visibilitychange', back);
    };
  }, [overview]);
}

function noticeOf(error: unknown): Notice {
  const text = error instanceof Error ? error.message : String(error);
  return { kind: 'problem', text, ...(error instanceof NotAllowed && { allowAt: error.allowAt }) };
}

/** What a refresh comes to may be that it did not work: the message then has the problem of a report in it. */
const kindOf = (message: string, { reports }: Overview): Notice['kind'] =>
  reports.some(({ problem }) => problem !== null && message.includes(problem)) ? 'problem' : 'message';

/** The calls that may take minutes: for all partners of a large account, or many reports. */
const fetching: readonly Method[] = ['saveReport', 'refresh', 'duplicate', 'takeOver', 'tryAgain'];

const app = document.getElementById('app');
// What the page says until then goes: Preact leaves what it has not made.
app?.replaceChildren();
if (app) render(<Sidebar />, app);
