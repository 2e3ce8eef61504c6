import { useRef, useState } from 'preact/hooks';
import type { Overview } from '../contract/sidebar-api';
import { copyText } from './copying';
import { diagnosticsText } from './diagnostics-text';
import { readServer } from './server';

interface DiagnosticsProps {
  readonly overview: Overview;
  readonly version: string;
}

/** Diagnostics for support: no key, address, partner or figure. */
export function Diagnostics({ overview, version }: DiagnosticsProps) {
  const [text, setText] = useState<string | null>(null);
  const [state, setState] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    setState('Reading what was done lately…');
    // A part that cannot be read is left out: the rest still helps.
    const [runs, faults] = await Promise.all([
      readServer('runs', undefined).catch(() => []),
      readServer('faults', undefined).catch(() => []),
    ]);
    const written = diagnosticsText(overview, { runs, faults, version, browser: navigator.userAgent });
    setText(written);
    setState(await copyText(written, () => area.current));
  };
  return (
    <section aria-labelledby="diagnostics">
      <h2 id="diagnostics">Help</h2>
      <p class="quiet">Diagnostics say how things are set and what went wrong: no key, no addresses, no figures.</p>
      <div class="buttons">
        <button type="button" onClick={() => void copy()}>
          Copy diagnostics
        </button>
      </div>
      <p role="status" class="quiet">
        {state}
      </p>
      {text !== null && (
        <textarea ref={area} class="diagnostics" readOnly rows={8} aria-label="Diagnostics" value={text} />
      )}
    </section>
  );
}
