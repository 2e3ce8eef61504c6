import { useState } from 'preact/hooks';
import { CopyButton } from './copy-button';

const remembered = 'journeybee-workbench-introduced';

/** What somebody needs to know who sees this for the first time. */
export function Introduction({ sandboxKey, addOn }: { readonly sandboxKey: string; readonly addOn: string }) {
  const [seen, setSeen] = useState(() => localStorage.getItem(remembered) !== null);
  if (seen) return null;
  return (
    <section class="introduction" aria-labelledby="introduction-title" data-testid="introduction">
      <h2 id="introduction-title">{addOn}, on this machine</h2>
      <p>
        This page stands in for Google Sheets, and a sandbox for Journeybee: nothing you do here leaves your machine.
        The add-on in it is the real one.
      </p>
      <ol>
        <li>
          Open <b>Extensions ▸ {addOn} ▸ Open Journeybee</b>. Anna is connected; for the first steps choose another
          person at the top right. Where it asks for a key, paste this one:
          <span class="key-line">
            <code>{sandboxKey}</code>
            <CopyButton text={sandboxKey} label="Copy the sandbox key" />
          </span>
        </li>
        <li>
          Then put a leaderboard into the sheet from the sidebar, or type <code>=JB_PARTNERS()</code> into a cell.
        </li>
        <li>On the right you move the clock, change Journeybee’s data or make it fail.</li>
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
