import type { PreviewView } from '../contract/sidebar-api';
import { writtenFigure } from '../domain/formats';

interface PreviewProps {
  readonly preview: PreviewView;
  /** The caption of the table. */
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
            <td class="figure">{writtenFigure(value, preview)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
