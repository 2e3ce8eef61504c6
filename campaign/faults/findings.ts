import { Findings } from '../findings';

const counted = [
  'scenarios',
  'steps',
  'steps in which several executions ran at once',
  'executions',
  'service calls',
  'requests',
  'executions killed at a service call',
  'executions killed right after a service call',
  'service calls failed',
  'service calls stalled',
  'executions that Google’s time limit ended',
  'times the cache forgot',
  'API: a status',
  'API: a stall',
  'API: drop by drop',
  'API: a redirect',
  'API: cut',
  'API: a reset',
  'API: garbage with status 200',
  'answers changed in the middle of a run',
  'edits between service calls',
  'edits between runs',
  'edits that reach into a block',
  'copies of the spreadsheet',
  'blocks seen whole',
  'blocks in groups seen whole',
  'blocks half written by a run that was ended or refused',
  'blocks made whole again',
  'blocks left alone, with the reason',
  'blocks whose place is gone',
  'formulas given back their own text',
  'cells that show a leaderboard',
  'cells that show a sentence',
  'receipts',
  'receipts of a report that was refreshed',
  'receipts of a report that was not',
  'sentences told to people',
] as const;
export type Counted = (typeof counted)[number];

const measured = ['bytes of the largest property', 'bytes of the largest store'] as const;

export type FaultFindings = Findings<Counted, (typeof measured)[number]>;
export const newFindings = (): FaultFindings => new Findings(counted, measured);
