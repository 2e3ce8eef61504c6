import { Findings } from '../findings';

const counted = [
  'ticks',
  'ticks of somebody who does not run the schedules',
  'ticks without permission',
  'ticks with nothing due',
  'due times',
  'refreshed by the schedule, once each',
  'of these within twelve hours of a change of the clocks',
  'refreshed by a person before',
  'not refreshed: no tick came in time',
  'not refreshed: Journeybee failed',
  'not refreshed: no permission',
  'not refreshed: paused after failures',
  'not refreshed: its sheet was gone',
  'not refreshed: another key wrote it',
  'not refreshed: the owner had no key',
  'late runs, each for several due times',
  'receipts',
  'requests',
  'mails that reports fail or work again',
  'mails that another key writes a report',
  'mails that a permission is missing',
  'alerts that could not be sent, and were recorded',
  'reports paused after five failures',
  'reports that worked again after failures',
  'clicks',
  'clicks that were not possible',
  'happenings',
] as const;
export type Counted = (typeof counted)[number];

const measured = ['receipts kept', 'bytes of the largest property', 'bytes of the largest store'] as const;

export type ScheduleFindings = Findings<Counted, (typeof measured)[number]>;
export const newFindings = (): ScheduleFindings => new Findings(counted, measured);

export const momentOf = (ms: number): string => new Date(ms).toISOString();
