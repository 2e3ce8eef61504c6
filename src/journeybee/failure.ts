import { nullable, number, object, oneOf, type Parsed, string, union } from '../domain/parsing';
import { Problem } from '../problem';

/**
 * Why there is no leaderboard, as data. It is cached, so that two hundred cells with a revoked key do not send two
 * hundred requests. It holds no key and no URL.
 */
export const Failure = union(
  object({
    code: oneOf([
      'unauthorized',
      'unpaid',
      'forbidden',
      'module_disabled',
      'unreachable',
      'exhausted',
      'unanswered',
      'redirected',
      /** The answer is for other partners than those that were asked for. */
      'unasked',
    ]),
  }),
  /** `field`: which parameter, where the API named one. */
  object({ code: oneOf(['rejected']), field: nullable(string) }),
  /** `retryAt`: milliseconds since 1970. */
  object({ code: oneOf(['rate_limited']), retryAt: number }),
  /** When to ask again; null where Journeybee did not say. */
  object({ code: oneOf(['unavailable']), status: number, retryAt: nullable(number) }),
  /** `field`: what is not as documented, where it can be named. */
  object({ code: oneOf(['malformed']), field: nullable(string) }),
  /** Journeybee answered for other days than those asked for; each as "2026-01-01 to 2026-03-31". */
  object({ code: oneOf(['other_days']), asked: string, answered: string }),
);
export type Failure = Parsed<typeof Failure>;

/** A failure of the API. Its message is all that a person reads. */
export class JourneybeeError extends Problem {
  constructor(
    readonly failure: Failure,
    now: number,
  ) {
    super(
      sentence(failure, now),
      isRefusal(failure) ? 'person' : failure.code === 'exhausted' ? 'google' : 'journeybee',
    );
  }
}

/** Failures that only a person can end: Journeybee refuses the key, or everything that is asked with it. */
const refusals: readonly string[] = ['unauthorized', 'unpaid', 'forbidden', 'module_disabled'] satisfies Array<
  Failure['code']
>;

/** For which days Journeybee answered instead, in words; null for any other failure: with that one, asking again may help. */
export function otherDaysText(problem: unknown): string | null {
  if (!(problem instanceof JourneybeeError) || problem.failure.code !== 'other_days') return null;
  const { asked, answered } = problem.failure;
  return `Journeybee answered for ${answered}, not for ${asked}`;
}

/** Whether Journeybee refuses the key. Answers from before are not shown to anybody then. */
const isRefusal = ({ code }: Failure): boolean => refusals.includes(code);

/** Whether the failure applies to every request with the key. */
export const concernsKey = (failure: Failure): boolean => isRefusal(failure) || failure.code === 'rate_limited';

/**
 * Whether the failure may end by itself, so that the last good answer stands in. A refused key or question does not.
 */
export const isTransient = (failure: Failure): boolean => !isRefusal(failure) && failure.code !== 'rejected';

/** Failures of one question, which say nothing of what Journeybee answers to another one. */
const ownFailures: readonly string[] = ['rejected', 'unasked', 'malformed', 'other_days'] satisfies Array<
  Failure['code']
>;

/** Whether the failure may end by itself, and meets every question until then. */
export const isOutage = (failure: Failure): boolean => isTransient(failure) && !ownFailures.includes(failure.code);

/** Why data is not fresh, in the few words that a header has room for. */
export function briefly({ code }: Failure): string {
  switch (code) {
    case 'rate_limited':
      return 'too many requests to Journeybee';
    case 'exhausted':
      return 'Google’s daily limit used up';
    case 'unreachable':
    case 'unanswered':
      return 'Journeybee unreachable';
    default:
      return 'Journeybee has a problem';
  }
}

/** Seconds during which the same question is not asked again. */
export function pauseSeconds(failure: Failure, now: number): number {
  switch (failure.code) {
    case 'unauthorized':
    case 'unpaid':
    case 'forbidden':
    case 'module_disabled':
    case 'rejected':
      return 60;
    case 'rate_limited':
      return secondsUntil(failure.retryAt, now);
    case 'unavailable':
      return failure.retryAt === null ? 30 : secondsUntil(failure.retryAt, now);
    default:
      return 30;
  }
}

const secondsUntil = (moment: number, now: number): number => Math.max(1, Math.ceil((moment - now) / 1000));

/** "in about 2 minutes", "in about 45 seconds". */
function inTime(moment: number, now: number): string {
  const seconds = secondsUntil(moment, now);
  if (seconds < 60) return `in about ${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return `in about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

const sidebar = 'the Journeybee sidebar (Extensions > Journeybee Leaderboards > Open Journeybee)';

function sentence(failure: Failure, now: number): string {
  switch (failure.code) {
    case 'unauthorized':
      return `Journeybee does not accept the API key any more. Open ${sidebar} and connect with a valid key.`;
    case 'unpaid':
      return 'Journeybee asks for a payment before it answers (status 402). Ask your Journeybee administrator about your company’s plan.';
    case 'forbidden':
      return 'The API key may not read. In Journeybee, under Settings > API Keys, make a key with the Read permission, then connect with it in the sidebar.';
    case 'module_disabled':
      return 'Journeybee’s analytics or API module is switched off for your company. Ask your Journeybee administrator to switch it on under Settings.';
    case 'rejected':
      return failure.field
        ? `Journeybee did not accept the ${failure.field} of this request. Choose another.`
        : 'Journeybee did not accept the request. Try again later; if it stays so, this add-on needs an update.';
    case 'rate_limited':
      return `Too many requests with this API key: Journeybee answers again ${inTime(failure.retryAt, now)}. Try again then.`;
    case 'unavailable':
      return `Journeybee has a problem (status ${failure.status}). Nothing is wrong with your spreadsheet; try again ${failure.retryAt === null ? 'in a minute' : inTime(failure.retryAt, now)}.`;
    case 'unreachable':
      return 'Journeybee could not be reached. Try again in a minute; if it stays so, ask your administrator whether api.journeybee.io is allowed.';
    case 'exhausted':
      return 'Google’s daily limit on requests is used up for this account. It is free again within 24 hours.';
    case 'unanswered':
      return 'Journeybee has not answered in time. Try again in a minute.';
    case 'redirected':
      return 'Journeybee’s answer pointed to another address, which is not followed because it would carry your API key there. Try again later.';
    case 'other_days':
      return `Asked for ${failure.asked}, Journeybee answered for ${failure.answered}. Figures of other days are not shown. Try again later.`;
    case 'unasked':
      return 'Journeybee answered for other partners than those that were asked for, so nothing of it is shown. Try again later.';
    case 'malformed':
      return `Journeybee’s answer could not be read${failure.field ? ` (unexpected ${failure.field})` : ''}. Try again in a minute; if it stays so, this add-on needs an update.`;
  }
}
