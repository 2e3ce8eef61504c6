interface StatusEntry {
  /** Whether its cells are written: by a click, by "Refresh all" and by its schedule. */
  readonly isRefreshed: boolean;
  /** Whether its schedule waits for it to go on. */
  readonly keepsSchedule: boolean;
  /** What its card says; null: nothing. */
  readonly label: 'Paused' | 'Frozen' | null;
}

/** `frozen`: a report keeps its figures for good; `paused`: for now. */
export const statuses = {
  active: { isRefreshed: true, keepsSchedule: true, label: null },
  paused: { isRefreshed: false, keepsSchedule: true, label: 'Paused' },
  frozen: { isRefreshed: false, keepsSchedule: false, label: 'Frozen' },
} as const satisfies Readonly<Record<string, StatusEntry>>;

export type ReportStatus = keyof typeof statuses;
export const statusNames = Object.keys(statuses) as readonly ReportStatus[];
