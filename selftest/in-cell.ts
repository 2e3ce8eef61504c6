import { withDocumentLock } from '../src/google/lock';
import { answerSidebar } from '../src/sidebar-calls';
import { type Answer, described, textOf, unlessRefused } from './answer';
import { fetchStatus } from './fetching';
import { scratchName } from './scratch';

/** Texts that Sheets would make something else of if they were typed. */
export const evilTexts = [
  '=1+1',
  '+1+1',
  '-1',
  '@A1',
  '1/2',
  '01',
  '1e5',
  '10%',
  '$5',
  'TRUE',
  '#N/A',
  '12:30',
  "'Tis",
];

/** Asked by `=JB_SELFTEST("question"; …)`; what they find goes into the cell as JSON. */
const questions: Readonly<Record<string, (given: readonly unknown[]) => Answer>> = {
  arguments: (given) => ({ answer: given.length === 0 ? 'nothing' : given.map(described).join(', ') }),
  once: () => ({ answer: String(Math.random()) }),
  script: () => ({ answer: `let in: ${ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL)}` }),
  session: () => ({ answer: Session.getEffectiveUser().getEmail() === '' ? 'blank' : 'an address' }),
  // No such method: were a cell let in, that is all it would be told.
  sidebar: () => {
    const reply = answerSidebar('self-test', null);
    if (reply.ok) return { answer: 'answered' };
    return { answer: /not a function for cells/.test(reply.problem) ? 'refused' : 'let in', detail: reply.problem };
  },
  'user property': ([token]) => visible(PropertiesService.getUserProperties().getProperty(scratchName), token),
  'document property': ([token]) =>
    visible(PropertiesService.getDocumentProperties()?.getProperty(scratchName) ?? null, token),
  cache: ([token]) => visible(CacheService.getDocumentCache()?.getAll([scratchName])[scratchName] ?? null, token),
  lock: () => ({ answer: withDocumentLock(1, () => {}) ? 'free' : 'taken' }),
  fetch: fetchStatus,
};

/** Whether the cell sees what the self-test has put there. What it sees instead is nobody's business. */
function visible(found: string | null, token: unknown): Answer {
  return { answer: found === null ? 'not visible' : found === token ? 'visible' : 'another one' };
}

/** Rows, with a last cell that tells that they have arrived. */
const rows: Readonly<Record<string, () => unknown[][]>> = {
  texts: () => [[...evilTexts, 'arrived']],
  blanks: () => [['', null, 'arrived']],
};

export function answerInCell(question: unknown, given: readonly unknown[]): unknown {
  const name = String(question);
  return rows[name]?.() ?? JSON.stringify(asked(questions[name], given));
}

function asked(ask: ((given: readonly unknown[]) => Answer) | undefined, given: readonly unknown[]): Answer {
  try {
    return unlessRefused(() => ask?.(given) ?? { answer: 'no such question' });
  } catch (error) {
    return { answer: `not available: ${textOf(error)}` };
  }
}

/** Whether a cell waits for a promise. */
export async function answerAsync(): Promise<string> {
  return JSON.stringify(await Promise.resolve({ answer: 'waited for' }));
}
