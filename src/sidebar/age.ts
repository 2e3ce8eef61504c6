/** The age in words, or the time itself from a day on. */
export function ageText(minutes: number | null, moment: string): string {
  if (minutes === null || minutes >= 24 * 60) return moment;
  if (minutes < 1) return 'just now';
  if (minutes < 60) return minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`;
  const hours = Math.floor(minutes / 60);
  return hours === 1 ? 'an hour ago' : `${hours} hours ago`;
}
