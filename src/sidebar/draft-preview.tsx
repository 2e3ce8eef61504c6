import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReportDefinition } from '../contract/report-definition';
import type { AskedOf, PreviewView } from '../contract/sidebar-api';
import { Preview } from './preview';
import { readServer } from './server';

/** How long the form has to be unchanged before Journeybee is asked. */
const pauseMs = 700;

/** The latest answer and its definition: an answer is not shown for a later definition. */
export interface DraftPreview {
  readonly preview: PreviewView | null;
  readonly problem: string | null;
  readonly loading: boolean;
  /** After a failure. */
  readonly tryAgain: () => void;
}

/** The report in the form as it will stand in the sheet; `definition` null where the form has mistakes. */
export function useDraftPreview(
  definition: ReportDefinition | null,
  place: Pick<AskedOf<'preview'>, 'id' | 'where'>,
): DraftPreview {
  const [answer, setAnswer] = useState<{ text: string; preview: PreviewView | null; problem: string | null } | null>(
    null,
  );
  // Its name and schedule do not change what it shows.
  const text = definition && JSON.stringify([{ ...definition, name: '', schedule: null, status: 'active' }, place]);
  const latest = useRef(text);
  latest.current = text;
  // Requests run one after the other: while Journeybee is slow, all changes since are asked for once, at the end.
  const asking = useRef<Promise<void>>(Promise.resolve());
  const ask = async (again: boolean) => {
    // The form has changed since, and its present state is asked for next.
    if (definition === null || text === null || latest.current !== text) return;
    const result = await readServer('preview', { definition, ...place, again })
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
  const preview = current?.preview ?? null;
  return {
    preview: preview && { ...preview, name: preview.name === null ? null : (definition?.name ?? '') },
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
            // The button disappears during the request, so the focus moves here.
            heading.current?.focus();
            tryAgain();
          }}
        >
          Try again
        </button>
      )}
      {preview && <Preview preview={preview} label="The report, as Journeybee has its figures now" />}
    </section>
  );
}

function countText({ rows, count, full }: PreviewView): string {
  const partners = rows.filter(({ is }) => is === 'partner').length;
  return count > partners
    ? `The first ${partners} of ${count}${full ? ' or more' : ''}. Nothing is written yet.`
    : 'Nothing is written yet.';
}
