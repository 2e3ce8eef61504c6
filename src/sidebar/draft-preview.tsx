import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReportDefinition } from '../contract/report-definition';
import type { PreviewView } from '../contract/sidebar-api';
import { Preview } from './preview';
import { readServer } from './server';

/** How long somebody has to leave the form alone before Journeybee is asked. */
const pauseMs = 700;

/** What was answered last, and for which definition; the answer to an earlier question is not shown for a later one. */
export interface DraftPreview {
  readonly preview: PreviewView | null;
  readonly problem: string | null;
  readonly loading: boolean;
  /** After a failure. */
  readonly tryAgain: () => void;
}

/** The first rows of what is in the form; `definition` null: there is something to mend first. */
export function useDraftPreview(definition: ReportDefinition | null): DraftPreview {
  const [answer, setAnswer] = useState<{ text: string; preview: PreviewView | null; problem: string | null } | null>(
    null,
  );
  // Neither its name nor when it is refreshed changes what it shows.
  const text = definition && JSON.stringify({ ...definition, name: '', schedule: null, status: 'active' });
  const latest = useRef(text);
  latest.current = text;
  // One after the other: while Journeybee is slow, what was changed since is asked for once, at the end.
  const asking = useRef<Promise<void>>(Promise.resolve());
  const ask = async (again: boolean) => {
    // Changed since: what is in the form by now is asked for after this.
    if (definition === null || text === null || latest.current !== text) return;
    const result = await readServer('preview', { definition, again })
      .then((preview) => ({ text, preview, problem: null }))
      .catch((error: Error) => ({ text, preview: null, problem: error.message }));
    if (latest.current === text) setAnswer(result);
  };
  const askInTurn = (again: boolean) => {
    asking.current = asking.current.then(() => ask(again));
  };
  useEffect(() => {
    if (text === null) return undefined;
    const timer = setTimeout(() => askInTurn(false), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const current = answer?.text === text ? answer : null;
  return {
    preview: current?.preview ?? null,
    problem: current?.problem ?? null,
    loading: text !== null && current === null,
    tryAgain: () => {
      setAnswer(null);
      askInTurn(true);
    },
  };
}

/** Before anything is written. */
export function DraftPreviewSection({ preview, problem, loading, tryAgain }: DraftPreview) {
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section class="first-rows" aria-labelledby="first-rows">
      <h3 id="first-rows" ref={heading} tabIndex={-1}>
        Preview
      </h3>
      <p role="status" class={problem === null ? 'quiet' : 'problem'}>
        {loading
          ? 'Fetching the first rows…'
          : (problem ?? (preview ? countText(preview) : 'It is there once what is marked in the form is right.'))}
      </p>
      {problem !== null && (
        <button
          type="button"
          onClick={() => {
            // The button goes while it is asked: the keyboard stays here.
            heading.current?.focus();
            tryAgain();
          }}
        >
          Try again
        </button>
      )}
      {preview && <Preview preview={preview} label="The first rows, as Journeybee has them now" />}
    </section>
  );
}

const countText = ({ rows, count, full }: PreviewView) =>
  count > rows.length
    ? `The first ${rows.length} of ${count}${full ? ' or more' : ''}. Nothing is written yet.`
    : 'Nothing is written yet.';
