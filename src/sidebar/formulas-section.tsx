import { useEffect, useState } from 'preact/hooks';
import type { Overview, ReadOf } from '../contract/sidebar-api';
import { ageText } from './age';
import type { Ask } from './ask';
import { formulasLine } from './connection-section';
import { readServer } from './server';
import { type Offer, offerFor } from './sharing';

interface FormulasSectionProps {
  readonly overview: Overview;
  readonly ask: Ask;
}

/** How many cells have a formula of ours, how many of them show an error, and whose key they use. */
export function FormulasSection({ overview, ask }: FormulasSectionProps) {
  const { connection } = overview;
  const [counted, setCounted] = useState<ReadOf<'formulas'> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // After the first screen is there: it reads every sheet.
  const count = () => {
    setProblem(null);
    readServer('formulas', undefined)
      .then(setCounted)
      .catch((error: Error) => setProblem(`They could not be counted. ${error.message}`));
  };
  useEffect(count, []);
  const refresh = async () => {
    if (await ask('refreshFormulas', undefined)) count();
  };
  // Somebody has typed one: this is where it is asked whose key it may use.
  const unallowed = counted !== null && counted.count > 0 && connection.formulas === null;
  const offer = offerFor(overview);
  const allow = async (use: Offer['use']) => {
    if (use !== null && (await ask('allowFormulas', { use }))) await refresh();
  };
  return (
    <section aria-labelledby="formulas">
      <h2 id="formulas">Formulas</h2>
      <p class={problem !== null || counted?.errors ? 'problem' : 'quiet'}>
        {problem ?? (counted === null ? 'Counting…' : countText(counted))}
      </p>
      {counted?.outage && counted.count > 0 && <p class="note">{outageText(counted.outage)}</p>}
      {counted !== null && counted.count > 0 && <p class="quiet">{formulasLine(connection.formulas)}</p>}
      {unallowed && <p class="note">{offer.sentence}</p>}
      <div class="buttons">
        {unallowed && offer.use !== null && (
          <button type="button" class="primary" onClick={() => void allow(offer.use)}>
            Allow formulas
          </button>
        )}
        <button type="button" onClick={() => void refresh()}>
          Refresh formulas
        </button>
      </div>
    </section>
  );
}

/** What a figure cannot say of itself. */
function outageText({ at, minutes, why }: NonNullable<ReadOf<'formulas'>['outage']>): string {
  const age = ageText(minutes, at);
  return `Some show the last good figures, of ${at}${age === at ? '' : `, ${age}`}: ${why}. Refresh formulas brings new ones once it is over.`;
}

function countText({ count, errors }: ReadOf<'formulas'>): string {
  if (count === 0) return 'No cell has a JB_ formula yet.';
  const cells = count === 1 ? '1 cell has a JB_ formula' : `${count} cells have a JB_ formula`;
  if (errors === 0) return `${cells}.`;
  return `${cells}, and ${errors === count ? (count === 1 ? 'it shows' : 'all show') : `${errors} of them ${errors === 1 ? 'shows' : 'show'}`} an error: hover over a cell to read why.`;
}
