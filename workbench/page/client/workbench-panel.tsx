import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { zoneFormatter } from '../../apps-script/workbook/time-zone';
import type { ActionName, Actions, DeskView } from '../contract';
import { CopyButton } from './copy-button';
import { ask } from './server';

const hour = 3_600_000;
const moves = [
  { label: 'an hour', ms: hour },
  { label: 'a day', ms: 24 * hour },
  { label: 'a week', ms: 7 * 24 * hour },
];
const folded = 'journeybee-workbench-panel-folded';

/** What no Google has: everything around the spreadsheet that can be moved, broken and looked into. */
export function WorkbenchPanel({ desk }: { readonly desk: DeskView }) {
  const [open, setOpen] = useState(() => localStorage.getItem(folded) === null);
  const [busy, setBusy] = useState<string | null>(null);
  const [said, setSaid] = useState<{ readonly text: string; readonly problem: boolean } | null>(null);
  const bench = desk.workbench;

  const fold = (away: boolean) => {
    if (away) localStorage.setItem(folded, 'yes');
    else localStorage.removeItem(folded);
    setOpen(!away);
  };

  /** `what` is said while it lasts, then what came of it. */
  const act = async <N extends ActionName>(what: string, name: N, action: Actions[N]) => {
    setBusy(what);
    setSaid(null);
    const reply = await ask(name, action);
    setBusy(null);
    if (!reply.ok) setSaid({ text: reply.message, problem: true });
    else if (typeof reply.value === 'string') setSaid({ text: reply.value, problem: false });
  };

  if (!open) {
    return (
      <aside class="panel folded" aria-label="Workbench">
        <button type="button" aria-label="Show the workbench" data-testid="panel-unfold" onClick={() => fold(false)}>
          Workbench
        </button>
      </aside>
    );
  }
  return (
    <aside class="panel" aria-label="Workbench" data-testid="panel">
      <header>
        <div>
          <h2>Workbench</h2>
          <p>Not part of Google Sheets</p>
        </div>
        <button
          type="button"
          class="quiet"
          aria-label="Hide the workbench"
          data-testid="panel-fold"
          onClick={() => fold(true)}
        >
          »
        </button>
      </header>
      <p class={`said ${said?.problem ? 'problem' : ''}`} role="status" data-testid="panel-said">
        {busy ?? said?.text ?? ''}
      </p>
      <div class="cards">
        <Card title="At the keyboard">
          <Choice
            legend="Who sits at the keyboard"
            chosen={desk.user}
            options={desk.people.map(({ email, role }) => ({ value: email, label: email, more: role }))}
            choose={(user) => void act(`${user} opens the file …`, 'open', { user })}
          />
          <button type="button" disabled={busy !== null} onClick={() => void act('Opening the file …', 'open', {})}>
            Reopen the file
          </button>
        </Card>

        <Card title="Clock">
          <Clock aheadSeconds={bench.aheadSeconds} timeZone={bench.timeZone} />
          <div class="buttons">
            {moves.map(({ label, ms }) => (
              <button
                type="button"
                key={label}
                disabled={busy !== null}
                aria-label={`Move the clock by ${label}`}
                onClick={() => void act(`Moving the clock by ${label} …`, 'advance', { ms })}
              >
                + {label}
              </button>
            ))}
          </div>
          <p class="small" data-testid="next-trigger">
            {bench.nextTrigger === null
              ? 'No schedule is set.'
              : `The schedule runs next at ${timeText(bench.nextTrigger, bench.timeZone)}.`}
          </p>
        </Card>

        <Card title="Journeybee">
          <Choice
            legend="Which Journeybee answers"
            chosen={bench.realJourneybee ? 'real' : 'sandbox'}
            options={[
              { value: 'sandbox', label: 'The sandbox on this machine' },
              { value: 'real', label: 'The real api.journeybee.io' },
            ]}
            choose={(value) => void act('', 'useRealJourneybee', { real: value === 'real' })}
          />
          {bench.realJourneybee ? (
            <p class="warning" data-testid="real-warning">
              Requests now leave this machine, with the key that is connected in the sidebar. Paste your own key there.
              This lasts until you switch back or stop npm start.
            </p>
          ) : (
            <Sandbox bench={bench} busy={busy !== null} act={act} />
          )}
        </Card>

        <Card title="What happened">
          <dl class="counters">
            <div>
              <dt>HTTP requests</dt>
              <dd data-testid="count-requests">{bench.requests}</dd>
            </div>
            <div>
              <dt>Executions</dt>
              <dd data-testid="count-executions">{bench.executions}</dd>
            </div>
            <div>
              <dt>Mails</dt>
              <dd data-testid="count-mails">{bench.mails}</dd>
            </div>
          </dl>
          {bench.lastExecution && <LastExecution execution={bench.lastExecution} />}
          {bench.lastMail && (
            <details>
              <summary>Last mail: {bench.lastMail.subject}</summary>
              <p class="small">To {bench.lastMail.to}</p>
              <pre>{bench.lastMail.body}</pre>
            </details>
          )}
        </Card>
      </div>
    </aside>
  );
}

interface SandboxProps {
  readonly bench: DeskView['workbench'];
  readonly busy: boolean;
  act<N extends ActionName>(what: string, name: N, action: Actions[N]): Promise<void>;
}

function Sandbox({ bench, busy, act }: SandboxProps) {
  const [entry, setEntry] = useState(0);
  const faults = (
    <select
      aria-label="What goes wrong"
      data-testid="fault"
      value={entry}
      onChange={({ currentTarget }) => setEntry(Number(currentTarget.value))}
    >
      {bench.faultMenu.map((label, index) => (
        <option key={label} value={index}>
          {label}
        </option>
      ))}
    </select>
  );
  return (
    <>
      <div class="key-line">
        <span>Key</span>
        <code data-testid="sandbox-key">{bench.sandbox.key}</code>
        <CopyButton text={bench.sandbox.key} label="Copy the sandbox key" />
      </div>
      <button type="button" disabled={busy} onClick={() => void act('', 'winDeal', {})}>
        Let a partner win a deal
      </button>
      <h4>Let it fail</h4>
      {faults}
      <div class="buttons">
        <button type="button" onClick={() => void act('', 'fault', { entry, lasting: false })}>
          Next request
        </button>
        <button type="button" onClick={() => void act('', 'fault', { entry, lasting: true })}>
          Until cleared
        </button>
      </div>
      {bench.plannedFaults.length > 0 && (
        <>
          <ul class="planned" data-testid="planned-faults">
            {bench.plannedFaults.map((fault, index) => (
              <li key={`${index} ${fault}`}>{fault}</li>
            ))}
          </ul>
          <button type="button" onClick={() => void act('', 'clearFaults', {})}>
            Clear all faults
          </button>
        </>
      )}
    </>
  );
}

function LastExecution({ execution }: { readonly execution: NonNullable<DeskView['workbench']['lastExecution']> }) {
  const { name, mode, user, ms, problem, calls } = execution;
  return (
    <details data-testid="last-execution">
      <summary>
        <span class={problem ? 'dot bad' : 'dot'} aria-hidden="true" />
        {name} <small>{`${ms} ms, ${calls.length} service calls`}</small>
      </summary>
      <p class="small">
        As {user}, mode {mode}
      </p>
      {problem && <p class="warning">{problem}</p>}
      <ol class="calls">
        {calls.map((call, index) => (
          <li key={`${index} ${call}`}>{call}</li>
        ))}
      </ol>
    </details>
  );
}

function Clock({ aheadSeconds, timeZone }: { readonly aheadSeconds: number; readonly timeZone: string }) {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="clock" data-testid="clock">
      {timeText(Date.now() + aheadSeconds * 1000, timeZone)}
    </p>
  );
}

interface ChoiceProps {
  readonly legend: string;
  readonly chosen: string;
  readonly options: ReadonlyArray<{ readonly value: string; readonly label: string; readonly more?: string }>;
  choose(value: string): void;
}

/** Shows what was clicked until the server says what is. */
function Choice({ legend, chosen, options, choose }: ChoiceProps) {
  const [clicked, setClicked] = useState<string | null>(null);
  useEffect(() => setClicked(null), [chosen]);
  return (
    <fieldset class="choice">
      <legend class="unseen">{legend}</legend>
      {options.map(({ value, label, more }) => (
        <label key={value}>
          <input
            type="radio"
            name={legend}
            checked={value === (clicked ?? chosen)}
            onChange={() => {
              setClicked(value);
              choose(value);
            }}
          />
          {label} {more && <small>{more}</small>}
        </label>
      ))}
    </fieldset>
  );
}

function Card({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="card" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function timeText(time: number, timeZone: string): string {
  const text = (options: Intl.DateTimeFormatOptions) => {
    const { format, aheadMs } = zoneFormatter(timeZone, 'en-GB', options);
    return format.format(time + aheadMs);
  };
  return `${text({ weekday: 'short' })} ${text({ dateStyle: 'medium', timeStyle: 'short' })}`;
}
