import { nullable, number, object, oneOf, type Parsed, string, union } from '../parsing';
import { Problem } from '../problem';

/**
 * Why there is no leaderboard, as data: it is cached, so that two hundred cells with a revoked key do not send two hundred
 * requests. Nothing in it can hold a key or a URL.
 */
export const Failure = union(
  object({
    code: oneOf([
      'unauthorized',
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
  object({ code: oneOf(['unavailable']), status: number }),
  /** `field`: what is not as documented, where it can be named. */
  object({ code: oneOf(['malformed']), field: nullable(string) }),
  /** Asked for some days, it answers for others. Each as "2026-01-01 to 2026-03-31". */
  object({ code: oneOf(['other_days']), asked: string, answered: string }),
);
export type Failure = Parsed<typeof Failure>;

/** A failure of the API's, thrown to whoever shows it. Its message is the whole of what a person reads. */
export class JourneybeeError extends Problem {
  constructor(
    readonly failure: Failure,
    now: number,
  ) {
    super(sentence(failure, now));
  }
}

/** Whether it is the key that fails, whatever is asked with it. */
export function concernsKey({ code }: Failure): boolean {
  return code === 'unauthorized' || code === 'forbidden' || code === 'module_disabled' || code === 'rate_limited';
}

/** Whether it is a matter of time: then the last good answer may stand in. A refused key or question is none. */
export function passes({ code }: Failure): boolean {
  return code !== 'unauthorized' && code !== 'forbidden' && code !== 'module_disabled' && code !== 'rejected';
}

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

/** How long the same question is not asked again. */
export function pauseSeconds(failure: Failure, now: number): number {
  switch (failure.code) {
    case 'unauthorized':
    case 'forbidden':
    case 'module_disabled':
    case 'rejected':
      return 60;
    case 'rate_limited':
      return Math.max(1, Math.ceil((failure.retryAt - now) / 1000));
    default:
      return 30;
  }
}

const sidebar = 'the Journeybee sidebar (Extensions > Journeybee Leaderboards > Open Journeybee)';

function sentence(failure: Failure, now: number): string {
  switch (failure.code) {
    case 'unauthorized':
      return `Journeybee does not accept the API key any more. Open ${sidebar} and connect with a valid key.`;
    case 'forbidden':
      return 'The API key may not read. In Journeybee, under Settings > API Keys, make a key with the Read permission, then connect with it in the sidebar.';
    case 'module_disabled':
      return 'Journeybee’s analytics or API module is switched off for your company. Ask your Journeybee administrator to switch it on under Settings.';
    case 'rejected':
      return failure.field
        ? `Journeybee did not accept the ${failure.field} of this request. Choose another.`
        : 'Journeybee did not accept the request. Try again later; if it stays so, this add-on needs an update.';
    case 'rate_limited':
      return `Too many requests with this API key: Journeybee answers again in about ${pauseSeconds(failure, now)} seconds. Try again then.`;
    case 'unavailable':
      return `Journeybee has a problem (status ${failure.status}). Nothing is wrong with your spreadsheet; try again in a minute.`;
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
