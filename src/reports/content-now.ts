import { ownLabels } from '../connection/labels';
import type { ReportDefinition } from '../contract/report-definition';
import { groupings } from '../domain/vocabulary';
import { localTime, numberSeparators, timeZone } from '../google/spreadsheet';
import { hasSentence } from './bridge';
import { type Content, contentOf, type Gathered } from './content';
import { type RankHistory, rankHistory } from './rank-history';
import type { SoundReport } from './report';
import { type ReportTrend, trendOf } from './trend';

/** What a report holds now; `problem`: why its trend is blank. */
export interface ContentNow extends Pick<ReportTrend, 'problem'> {
  readonly content: Content;
  readonly history: RankHistory;
}

/** The content of a report's block from what was fetched for it. Nothing is written or stored. */
export function contentNow(report: SoundReport, gathered: Gathered): ContentNow {
  const { definition } = report;
  const history = rankHistory(report, gathered);
  const { trend, problem } = trendOf(report, gathered);
  const content = contentOf(definition, gathered, history.base, {
    minute: localTime(gathered.leaderboard.fetchedAt, 'yyyy-MM-dd HH:mm'),
    zone: timeZone().name,
    labels: hasLabels(definition) ? ownLabels() : null,
    trend,
    mark: hasSentence(definition) && numberSeparators()?.decimal === ',' ? ',' : '.',
  });
  return { content, history, problem };
}

/** Whether a Board names tiers, categories, stages or owners that it is restricted to. */
const hasLabels = ({ style, filters, owners }: ReportDefinition) =>
  style === 'board' && (owners.length > 0 || groupings.some((name) => filters[name].length > 0));
