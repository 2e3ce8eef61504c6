import type { PreviewView } from '../rpc';

interface PreviewProps {
  readonly preview: PreviewView;
  /** What it is of. */
  readonly label: string;
}

/** Rank, partner and one figure: what a leaderboard begins with. */
export function Preview({ preview, label }: PreviewProps) {
  const { heading, currency, kind, rows } = preview;
  const unit = kind === 'money' && currency !== null ? ` (${currency})` : '';
  if (rows.length === 0) return <p class="quiet">Journeybee has no partners for that.</p>;
  return (
    <table class="preview">
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="unseen">Rank</span>
          </th>
          <th scope="col">Partner</th>
          <th scope="col" class="figure">
            {heading}
            {unit}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ rank, name, value }, index) => (
          <tr key={`${index} ${name}`}>
            <td>{rank}</td>
            <td dir="auto">{name}</td>
            <td class="figure">{written(value, preview)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function written(value: number | null, { kind, currency }: PreviewView): string {
  if (value === null) return '';
  if (kind === 'rate') return value.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: 1 });
  if (kind !== 'money') return value.toLocaleString();
  try {
    // The currency's own decimals, without its sign: the heading names it.
    const options = new Intl.NumberFormat(undefined, {
      style: 'currency',
      currency: currency ?? 'EUR',
    }).resolvedOptions();
    const digits = options.maximumFractionDigits ?? 2;
    return value.toLocaleString(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  } catch {
    return value.toLocaleString();
  }
}
