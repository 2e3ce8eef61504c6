import type { ReportDefinition } from '../contract/report-definition';
import { decoded, encoded, type FinalReport, finalFields } from '../domain/final-figures';
import { shortId } from '../domain/movement-base';
import { type Figure, partnerFigures } from '../domain/partner-figures';
import type { Standing } from '../domain/standing';
import { mainFigure } from './content';
import type { ReportState } from './state';

/** What a report keeps of what it shows, for the day on which it is final; null for more partners than are kept. */
export function keptFigures(
  definition: ReportDefinition,
  shown: readonly Standing[],
  currency: string | null,
): ReportState['figures'] {
  const partners = shown.map(({ partner }) => partner);
  const text = encoded(partners, finalFields(definition.columns), currency);
  return text === null ? null : { about: aboutOf(definition), text };
}

/** The kept figures of a report; null where there are none, or somebody has edited what it asks for since. */
export const keptBy = (definition: ReportDefinition, { figures }: ReportState): FinalReport | null =>
  figures?.about === aboutOf(definition) ? decoded(figures.text) : null;

/** The figure that a report is about, as far as it has a sum. */
export function sumField(definition: ReportDefinition): Figure {
  const name = mainFigure(definition);
  const sums = finalFields(definition.columns).filter((field) => partnerFigures[field].total === 'sum');
  return sums.find((field) => partnerFigures[field].name === name) ?? sums[0] ?? 'revenue';
}

/** Without its period: the days that were answered are known. */
const aboutOf = ({
  partnerType,
  leadDirection,
  filters,
  owners,
  rows,
  group,
  sort,
  columns,
}: ReportDefinition): string =>
  shortId(JSON.stringify([partnerType, leadDirection, filters, owners, rows, group, sort, columns]));
