/** Sorts by age, since the time comes first; the rest keeps two of one moment apart. */
export function newReportId(now: number): string {
  const suffix = Math.floor(Math.random() * 0xffffff).toString(36);
  return `${now.toString(36).padStart(9, '0')}-${suffix}`;
}

/** Whether an id is one of those: others are names of stores and of objects' own parts before long, or too long for either. */
export const isReportId = (text: string): boolean => /^[0-9a-z]{9,12}-[0-9a-z]{1,5}$/.test(text);
