import { type Answer, isMissing, textOf } from './answer';

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

/** The report as an issue takes it: what differs first, and all of it between fences. */
export function reportText(title: string, findings: readonly Finding[], leftBehind: readonly string[]): string {
  const asExpected = ({ expected, happened }: Finding) => expected === happened;
  const different = findings.filter((finding) => !asExpected(finding));
  const lines = [
    title,
    `${findings.length} probes: ${findings.length - different.length} as expected, ${different.length} otherwise`,
    ...leftBehind.map((what) => `left behind: ${what}`),
    ...[...different, ...findings.filter(asExpected)].flatMap((finding) => [
      '',
      `${finding.id} ${finding.question} ${asExpected(finding) ? 'As expected.' : 'OTHERWISE.'}`,
      ...(asExpected(finding) ? [] : [`  expected: ${finding.expected}`]),
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
