import type { RequestContext } from '../journeybee/credential';
import { cachedDirectory } from '../journeybee/directory';
import { briefly, JourneybeeError } from '../journeybee/failure';
import type { LeaderboardQuery } from '../journeybee/query';
import { cachedLeaderboard } from '../journeybee/source';
import { Problem } from '../problem';
import type { Fetched, FigureSource } from './figure-source';
import { fetchedIn } from './fresh-figures';
import { notFetched, resultOf } from './result-of';

/** Each takes a request of its own, all of them sent together. */
const mostUnlisted = 10;

/**
 * Figures as cells may show them, for a preview: a fresh answer from the cache takes no request. Of all partners it has those of
 * one answer. Journeybee's own filters are trusted: a refresh checks them against the directory, which takes further requests.
 */
export function cachedFigures(context: RequestContext): FigureSource {
  const answerTo = (query: LeaderboardQuery) =>
    resultOf(notFetched, () => cachedLeaderboard(query, context, { once: true }).answer);
  return {
    leaderboards: (asked) =>
      asked.map((request): Fetched | Problem => {
        const answer = answerTo(request.query);
        return answer instanceof Problem ? answer : fetchedIn(answer, request, true);
      }),
    directory: () => resultOf(notFetched, () => cachedDirectory(context).answer),
    unlisted: (query) => {
      if (query.filters.partner.length > mostUnlisted) return 'a preview does not ask for them';
      const answer = answerTo(query);
      if (answer instanceof JourneybeeError) return briefly(answer.failure);
      return answer instanceof Problem ? answer.message : { leaderboard: answer, notAsked: 0 };
    },
  };
}
