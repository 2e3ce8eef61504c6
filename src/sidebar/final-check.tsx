import { useState } from 'preact/hooks';
import type { FinalView, RestatementView } from '../contract/final-view';
import type { ColumnKind } from '../domain/column-kinds';
import { decimalsOf } from '../domain/money';
import { writtenDays } from '../domain/period-wording';
import { readServer } from './server';

interface FinalCheckProps {
  readonly id: string;
  readonly name: string;
  readonly final: FinalView;
  readonly daily: boolean;
}

/** What became of a final report's figures at Journeybee, as far as somebody has checked it. */
export function FinalCheck({ id, name, final, daily }: FinalCheckProps) {
  const { check, kept } = final;
  if (!kept) return <p class="quiet">{notKept}</p>;
  const often = daily && <p class="quiet">Compared with Journeybee each day, by whoever runs the schedules.</p>;
  if (check === null) return <>{often}</>;
  const hasList = check.changed + check.joined + check.left > 0;
  return (
    <>
      <p class={hasList ? 'note' : 'quiet'}>{checkText(final)}</p>
      {often}
      {hasList && <Partners key={check.at} id={id} name={name} />}
    </>
  );
}

/** A figure in the language of the browser, with the decimals that its cell may have. */
function figureText(value: number, kind: ColumnKind, currency: string | null): string {
  const digits = kind === 'rate' ? 1 : kind === 'money' ? decimalsOf(currency) : 0;
  const style = kind === 'rate' ? 'percent' : 'decimal';
  return value.toLocaleString(undefined, { style, minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

const notKept =
  'What it showed was not kept, so it cannot be checked. Reopen it, refresh it, and mark it as final again.';

/** "As reported Oct 1, 2026: 1,845,365; now 1,903,120; 3 partners changed. Checked 2026-11-29 21:40." */
function checkText({ reportedOn, check, kind }: FinalView): string {
  if (check === null) return '';
  const { at, reported, now, changed, joined, left, currency } = check;
  const figure = (value: number) => figureText(value, kind, currency);
  const begin = `As reported ${writtenDays({ startDate: reportedOn, endDate: reportedOn })}: ${figure(reported)}`;
  const what =
    changed + joined + left === 0 ? 'unchanged' : `now ${figure(now)}; ${counted(changed, 'partner')} changed`;
  const places = [
    ...(joined > 0 ? [`${counted(joined, 'partner')} would be new in it`] : []),
    ...(left > 0 ? [`${counted(left, 'partner')} would be left out`] : []),
  ];
  return `${[`${begin}; ${what}`, ...places].join('; ')}. Checked ${at}.`;
}

/** The partners, once somebody asks for them: that takes a request to Journeybee. */
function Partners({ id, name }: Pick<FinalCheckProps, 'id' | 'name'>) {
  const [answer, setAnswer] = useState<RestatementView | string | null>(null);
  const [asking, setAsking] = useState(false);
  const show = async () => {
    if (asking) return;
    setAsking(true);
    setAnswer(await readServer('restatement', { id }).catch((error: Error) => error.message));
    setAsking(false);
  };
  return (
    <div role="status">
      {(answer === null || typeof answer === 'string') && (
        <button type="button" class="link" aria-label={`Show the partners: ${name}`} onClick={() => void show()}>
          {asking ? 'Asking Journeybee…' : 'Show the partners'}
        </button>
      )}
      {typeof answer === 'string' && <p class="problem">{answer}</p>}
      {answer !== null && typeof answer !== 'string' && <PartnerList {...answer} />}
    </div>
  );
}

function PartnerList({ currency, partners }: RestatementView) {
  if (partners.length === 0) return <p class="quiet">There is no difference any more.</p>;
  return (
    <ul class="differences">
      {partners.map(({ name, what, figures }, index) => (
        <li key={`${index} ${name}`}>
          <span dir="auto">{name ?? 'A partner that Journeybee does not list any more'}</span>
          {': '}
          {figures
            .map(({ label, kind, reported, now }) => {
              const figure = (value: number | null) => (value === null ? 'none' : figureText(value, kind, currency));
              return `${label} ${figure(reported)} → ${figure(now)}`;
            })
            .join(', ')}
          {whatWords[what]}
        </li>
      ))}
    </ul>
  );
}

const whatWords: Readonly<Record<RestatementView['partners'][number]['what'], string>> = {
  changed: '',
  gone: ' (not listed any more)',
  joined: 'would be new in the report',
  left: 'would be left out of the report',
};
