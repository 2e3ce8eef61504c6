import type { Method, ProgressView } from '../contract/sidebar-api';

export interface Notice {
  readonly kind: 'message' | 'problem';
  readonly text: string;
  /** Google's page on which a missing permission is given. */
  readonly allowAt?: string;
}

interface NoticesProps {
  readonly busy: Method | null;
  readonly progress: ProgressView | null;
  readonly notice: Notice | null;
  /** Whether something was clicked while a call was under way. */
  readonly missed: boolean;
}

/** The call under way and its progress, or the result of the last one. */
export function Notices({ busy, progress, notice, missed }: NoticesProps) {
  const announcement = notice?.kind === 'message' ? notice.text : '';
  return (
    <div class="notices">
      <p role="status" class={busy ? 'working' : 'message'}>
        {(busy
          ? [working[busy], progress && progressText(progress), missed && waitFirst]
          : [announcement, missed && clickAgain]
        )
          .filter(Boolean)
          .join(' ')}
      </p>
      {busy && progress && (
        <progress class="progress" aria-label="Progress" value={progress.done} max={Math.max(1, progress.of)} />
      )}
      {notice?.kind === 'problem' && (
        <p role="alert" class="problem">
          {notice.text}{' '}
          {notice.allowAt !== undefined && (
            <a href={notice.allowAt} target="_blank" rel="noreferrer">
              Allow it again
            </a>
          )}
        </p>
      )}
    </div>
  );
}

const waitFirst = 'One thing at a time: click again once this is done.';
const clickAgain = 'What you clicked meanwhile was not done: click again.';

const progressText = ({ done, of, what }: ProgressView) => `${done} of ${of} ${what}`;

const working: Readonly<Record<Method, string>> = {
  overview: 'Loading…',
  connect: 'Testing the key with Journeybee…',
  allowFormulas: 'Allowing formulas…',
  disconnect: 'Forgetting the key…',
  learnLabels: 'Reading your tiers, categories and stages…',
  setFreshness: 'Changing the setting…',
  setFiscalStart: 'Changing the setting…',
  saveReport: 'Fetching the leaderboard…',
  refresh: 'Fetching the leaderboard…',
  setStatus: 'Changing the report…',
  checkFinal: 'Comparing with Journeybee…',
  setRecheck: 'Changing the report…',
  keepDates: 'Fetching the leaderboard…',
  insertBridge: 'Inserting the change…',
  duplicate: 'Making another report…',
  removeReport: 'Deleting the report…',
  insertSample: 'Writing the sample…',
  removeSample: 'Removing the sample…',
  insertFormula: 'Writing the formula…',
  insertScorecard: 'Writing the scorecard…',
  refreshFormulas: 'Refreshing the formulas…',
  takeOver: 'Taking over the schedules…',
  restartSchedules: 'Starting the schedules again…',
  tryAgain: 'Fetching the leaderboard…',
  removeEverything: 'Removing everything…',
};
