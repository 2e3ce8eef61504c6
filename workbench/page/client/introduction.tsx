import { useState } from 'preact/hooks';
import type { DeskView } from '../contract';
import { CopyButton } from './copy-button';

const remembered = 'journeybee-workbench-introduced';

interface Props {
  readonly desk: DeskView;
  /** Those in sight, by name. */
  readonly sheets: readonly string[];
}

/** What somebody needs to know who sees this for the first time. */
export function Introduction({ desk, sheets }: Props) {
  const [seen, setSeen] = useState(() => localStorage.getItem(remembered) !== null);
  if (seen) return null;
  const { addOn, people, workbench } = desk;
  const [menuEntry = ''] = addOn.entries;
  const newcomer = people.find(({ email }) => email !== desk.user)?.email ?? '';
  const [report, formulas] = sheets;
  return (
    <section class="introduction" aria-labelledby="introduction-title" data-testid="introduction">
      <h2 id="introduction-title">{addOn.name}, on this machine</h2>
      <p>
        This page stands in for Google Sheets, and a sandbox for Journeybee: nothing you do here leaves your machine.
        The add-on in it is the real one.
      </p>
      <ol>
        {formulas !== undefined && (
          <li>
            <b>{report}</b> is a report, refreshed every hour; <b>{formulas}</b> has formulas.
          </li>
        )}
        <li>
          To make your own, open <Way steps={['Extensions', addOn.name, menuEntry]} />.
        </li>
        <li>
          As somebody new, choose <b>{newcomer}</b> under <b>At the keyboard</b>, and paste this key:
          <span class="key-line">
            <code>{workbench.sandbox.key}</code>
            <CopyButton text={workbench.sandbox.key} label="Copy the sandbox key" />
          </span>
        </li>
        <li>
          Move the <b>Clock</b>, <b>Let a partner win a deal</b>, or <b>Let it fail</b>, on the right.
        </li>
      </ol>
      <button
        type="button"
        class="primary"
        onClick={() => {
          localStorage.setItem(remembered, 'yes');
          setSeen(true);
        }}
      >
        Got it
      </button>
    </section>
  );
}

function Way({ steps }: { readonly steps: readonly string[] }) {
  return <>{steps.map((step, index) => [index > 0 && ' ▸ ', <b key={step}>{step}</b>])}</>;
}
