export type HealthState =
  | 'nothing'
  | 'running'
  | 'others'
  | 'copied'
  | 'nobody'
  | 'no key'
  | 'no trigger'
  | 'lapsed'
  | 'late'
  | 'other key'
  | 'paused'
  | 'unreadable';

/** What one click does about it. */
export type Repair = 'start' | 'take over' | 'connect' | 'restart' | 'use my key' | 'try again';

export interface Health {
  readonly state: HealthState;
  readonly text: string;
  readonly repair: Repair | null;
}
