import { type Answer, isMissing, notAsked, textOf } from './answer';

/** One question about the platform. */
export interface Probe<Place> {
  /** The row of docs/platform.md that it settles. */
  readonly id: string;
  readonly question: string;
  /** The answer that the add-on is ready for, and that the local runtime gives. */
  readonly expected: string;
  readonly run: (place: Place) => Answer;
}

/** A probe that has been run; one that throws says so. */
export interface Finding {
  readonly id: string;
  readonly question: string;
  readonly expected: string;
  readonly happened: string;
  readonly detail: string;
}

/** One probe that fails never stops the others. */
export function findingsOf<Place>(probes: ReadonlyArray<Probe<Place>>, place: Place): Finding[] {
  return probes.map(({ id, question, expected, run }) => {
    const { answer, detail = '' } = answered(() => run(place));
    return { id, question, expected, happened: answer, detail };
  });
}

function answered(run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    return { answer: `${isMissing(error) ? 'not available' : 'failed'}: ${textOf(error)}` };
  }
}

type Verdict = 'As expected.' | 'OTHERWISE.' | 'NOT ASKED.';

const verdictOf = ({ expected, happened }: Finding): Verdict =>
  expected === happened ? 'As expected.' : happened.startsWith(notAsked) ? 'NOT ASKED.' : 'OTHERWISE.';

/** The report as a file or an issue takes it: what differs first, and all of it between fences. */
export function reportText(title: string, findings: readonly Finding[], leftBehind: readonly string[]): string {
  const of = (verdict: Verdict) => findings.filter((finding) => verdictOf(finding) === verdict);
  const [different, unasked, same] = [of('OTHERWISE.'), of('NOT ASKED.'), of('As expected.')];
  const lines = [
    title,
    `${findings.length} probes: ${same.length} as expected, ${different.length} otherwise${unasked.length > 0 ? `, ${unasked.length} not asked` : ''}`,
    ...leftBehind.map((what) => `left behind: ${what}`),
    ...[...different, ...unasked, ...same].flatMap((finding) => [
      '',
      `${finding.id} ${finding.question} ${verdictOf(finding)}`,
      ...(verdictOf(finding) === 'OTHERWISE.' ? [`  expected: ${finding.expected}`] : []),
      `  happened: ${short(finding.happened)}`,
      ...(finding.detail === '' ? [] : [`  detail: ${short(finding.detail)}`]),
    ]),
  ];
  return ['```', ...lines, '```'].join('\n');
}

/** Google's own words can be long and name a person; no address belongs into an issue. */
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/[^\s@"'<>()]+@[^\s@"'<>()]+\.[^\s@"'<>()]+/g, '(an address)');
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
