/** A new id. It begins with the time, so that ids sort by age; the rest distinguishes ids of one moment. */
export function newReportId(now: number): string {
  const suffix = Math.floor(Math.random() * 0xffffff).toString(36);
  return `${now.toString(36).padStart(9, '0')}-${suffix}`;
}

/** Whether a text is an id of a report: others might be names of stores or of object members, or too long. */
export const isReportId = (text: string): boolean => /^[0-9a-z]{9,12}-[0-9a-z]{1,5}$/.test(text);
