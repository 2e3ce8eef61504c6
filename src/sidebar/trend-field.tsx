import type { TrendSpan } from '../domain/trend';
import { type Draft, withTrend } from './draft';
import { type FieldsProps, type Option, Select } from './fields';

/** Whether a Board draws what its history has of its figure. */
export function TrendField({ draft, change }: Pick<FieldsProps, 'draft' | 'change'>) {
  return (
    <Select
      id="trend"
      label="Trend of the figure"
      value={draft.trend}
      options={trends}
      help={draft.trend === null ? undefined : trendHelp(draft.trend)}
      choose={(trend) => change(withTrend(draft, trend))}
    />
  );
}

const trends: ReadonlyArray<Option<Draft['trend']>> = [
  { value: null, label: 'Off' },
  { value: 'day', label: 'Last eight days' },
  { value: 'week', label: 'Last eight weeks' },
];

const trendHelp = (span: TrendSpan) =>
  `Drawn from the history, kept under “Changes over time”, once that has two ${span}s.`;
