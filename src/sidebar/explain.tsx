import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExplainFact, ExplainView } from '../contract/explain-view';
import { type Derivation, isSent } from '../domain/explanation';
import { decimalsOf } from '../domain/money';
import { explainButton, explainHeading } from './focus-places';
import { readServer } from './server';

/** Leads to the explanation of a cell. */
export function ExplainSection({ explain }: { readonly explain: () => void }) {
  return (
    <section aria-label="Explain">
      <p class="quiet">Select a number of a report or a formula, and see where it comes from.</p>
      <div class="buttons">
        <button type="button" id={explainButton} onClick={explain}>
          Explain this number
        </button>
      </div>
    </section>
  );
}

/** Where the number in the selected cell comes from. */
export function Explain({ close }: { readonly close: () => void }) {
  const [view, setView] = useState<ExplainView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const ask = () => {
    setAsking(true);
    setProblem(null);
    readServer('explain', undefined)
      .then(setView)
      .catch((error: Error) => {
        setView(null);
        setProblem(error.message);
      })
      .finally(() => setAsking(false));
  };
  useEffect(() => {
    heading.current?.focus();
    ask();
  }, []);
  return (
    <section aria-labelledby={explainHeading}>
      <h2 id={explainHeading} ref={heading} tabIndex={-1}>
        Explain this number
      </h2>
      <div aria-live="polite" aria-busy={asking}>
        {asking && view === null && <p class="quiet">Looking…</p>}
        {problem !== null && <p class="problem">{problem}</p>}
        {view !== null && <Explained view={view} />}
      </div>
      <div class="buttons">
        <button type="button" class="primary" onClick={ask}>
          Explain selected cell
        </button>
        <button type="button" onClick={close}>
          Back
        </button>
      </div>
    </section>
  );
}

function Explained({ view }: { readonly view: ExplainView }) {
  const { place, text, note, derivation, currency, facts, compare } = view;
  return (
    <>
      <p class="quiet">{place}</p>
      <p>{text}</p>
      {note !== null && <p class="note">{note}</p>}
      {derivation !== null && <WentIn derivation={derivation} currency={currency} />}
      {facts.length > 0 && <Facts facts={facts} />}
      {compare.length > 0 && (
        <>
          <h3>Compare in Journeybee</h3>
          <Facts facts={compare} />
        </>
      )}
    </>
  );
}

/** Journeybee's own figure, or what is calculated, with each number that went in. */
function WentIn({ derivation, currency }: { readonly derivation: Derivation; readonly currency: string | null }) {
  const { words, inputs } = derivation;
  const title = isSent(derivation) ? `From Journeybee${roundings[derivation.rule] ?? ''}` : `Calculated here: ${words}`;
  return (
    <>
      <h3>{title}</h3>
      <dl class="facts">
        {inputs.map(({ label, value, kind }, index) => (
          <div class="fact" key={`${index} ${label}`}>
            <dt dir="auto">{label}</dt>
            <dd>
              {typeof value === 'number' ? inWords(value, kind, currency, isSent(derivation)) : (value ?? 'nothing')}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const roundings: { readonly [rule in Derivation['rule']]?: string } = {
  rounded: ', rounded to the smallest unit',
  percent: ', sent as a percentage',
};

/** A number in the language of the machine; what was sent has all of its digits. */
function inWords(
  value: number,
  kind: Derivation['inputs'][number]['kind'],
  currency: string | null,
  isWhole: boolean,
): string {
  if (isWhole) return String(value);
  const isRate = kind === 'rate' || kind === 'growth';
  const decimals = isRate ? 1 : kind === 'money' ? decimalsOf(currency) : 0;
  return value.toLocaleString(undefined, {
    style: isRate ? 'percent' : 'decimal',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

function Facts({ facts }: { readonly facts: readonly ExplainFact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ label, text }) => (
        <div class="fact" key={label}>
          <dt>{label}</dt>
          <dd dir="auto">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
