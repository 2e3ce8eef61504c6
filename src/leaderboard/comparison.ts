import { amountRatio, totalAmount } from '../domain/money';
import type { Column } from './columns';
import type { Leaderboard } from './leaderboard';
import type { Standing } from './standing';

/**
 * Previous revenue, and how far this period's is from it. Blank for partners that the previous answer does not list: whether
 * it leaves out those without any revenue is not documented. Amounts in different currencies are not compared.
 */
export function comparisonColumns(current: Leaderboard, previous: Leaderboard): Column[] {
  const comparable = current.currency === previous.currency ? previous.partners : [];
  const revenues = new Map(comparable.map(({ uuid, revenue }) => [uuid, revenue]));
  const before = ({ partner }: Standing) => revenues.get(partner.uuid) ?? null;
  const total = (amounts: ReadonlyArray<number | null>) => totalAmount(amounts, current.currency);
  const change = (standing: Standing) => {
    const [now, then] = [standing.partner.revenue, before(standing)];
    return now === null || then === null ? null : total([now, -then]);
  };
  const changeRate = (shown: readonly Standing[]) => {
    const known = shown.filter((standing) => change(standing) !== null);
    return amountRatio(total(known.map(change)), total(known.map(before)), current.currency);
  };
  return [
    { label: 'Previous revenue', kind: 'money', value: before, total: (shown) => total(shown.map(before)) },
    { label: 'Change', kind: 'money', value: change, total: (shown) => total(shown.map(change)) },
    { label: 'Change %', kind: 'rate', value: (standing) => changeRate([standing]), total: changeRate },
  ];
}
