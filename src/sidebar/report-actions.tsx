import type { ReportDefinition } from '../contract/report-definition';
import type { ReportView, ScheduleView } from '../contract/sidebar-api';
import type { Ask } from './ask';

/** One button for both labels, so that the focus stays on it. */
export function firstAction(
  { id, name, place, isLocated, otherKeyBy, final }: ReportView,
  { owner, own, reports }: ScheduleView,
  { status }: ReportDefinition,
  ask: Ask,
) {
  if (status === 'paused') {
    const act = () => ask('setStatus', { id, status: 'active' });
    return { label: 'Resume', spoken: `Resume ${name}`, question: null, act };
  }
  if (status === 'frozen' && final?.kept) {
    const act = () => ask('checkFinal', { id });
    return { label: 'Check for changes', spoken: `Check for changes: ${name}`, question: null, act };
  }
  if (status === 'frozen' || (place === null && isLocated)) return null;
  if (otherKeyBy === null) {
    const act = () => ask('refresh', { id, withMyKey: false });
    return { label: 'Refresh', spoken: `Refresh ${name}`, question: null, act };
  }
  const runs = reports[id] !== undefined && !reports[id]?.passedOver && owner !== null && !own;
  return {
    label: 'Refresh with my key',
    spoken: `Refresh with my key: ${name}`,
    question: runs
      ? `From now on “${name}” shows what your key sees, and ${owner} no longer refreshes it by schedule. Go on?`
      : null,
    act: () => ask('refresh', { id, withMyKey: true }),
  };
}

/** The label of a final report's daily check, and what it does. */
export const dailyCheck = (
  id: string,
  { recheck }: ReportDefinition,
  ask: Ask,
): [label: string, act: () => Promise<boolean>] => [
  recheck ? 'Do not check it each day' : 'Check it each day',
  () => ask('setRecheck', { id, daily: !recheck }),
];
