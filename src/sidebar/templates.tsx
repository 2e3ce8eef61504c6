import type { Overview } from '../contract/sidebar-api';
import { type Draft, newDraft } from './draft';

/** A report that is inserted as it is, and can be changed after. */
export interface ReportTemplate {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly draft: Draft;
}

/** The reports that a new one can begin with. */
export function reportTemplates({ calendar }: Pick<Overview, 'calendar'>): readonly ReportTemplate[] {
  const plain = newDraft(calendar);
  const quarter: Partial<Draft> = { period: 'current_quarter' };
  return [
    { id: 'top', label: 'Top 10', help: 'The ten with most revenue this year', draft: plain },
    {
      id: 'movers',
      label: 'Movers of the quarter',
      help: 'Ranks and revenue beside the quarter before',
      draft: { ...plain, ...quarter, name: 'Movers of the quarter', comparison: 'elapsed', bars: false },
    },
    {
      id: 'tiers',
      label: 'By tier',
      help: 'The first three of each tier, with totals',
      draft: { ...plain, name: 'Top 3 in each tier', group: 'tier', limit: '3', totals: true },
    },
  ];
}

interface TemplateCardsProps {
  readonly templates: readonly ReportTemplate[];
  readonly insert: (template: ReportTemplate) => void;
  readonly insertScorecard: () => void;
}

/** What a new report can begin with: one click inserts it whole. */
export function TemplateCards({ templates, insert, insertScorecard }: TemplateCardsProps) {
  return (
    <section class="templates" aria-labelledby="templates">
      <h3 id="templates">Start from an example</h3>
      <p class="quiet">It goes into a new sheet. Everything can be changed after.</p>
      <ul class="template-list">
        {templates.map((template) => (
          <TemplateCard key={template.id} {...template} choose={() => insert(template)} />
        ))}
        <TemplateCard
          id="scorecard"
          label="Partner scorecard"
          help="One partner beside the quarter before"
          choose={insertScorecard}
        />
      </ul>
    </section>
  );
}

interface TemplateCardProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly choose: () => void;
}

function TemplateCard({ id, label, help, choose }: TemplateCardProps) {
  return (
    <li class="template">
      <button type="button" id={`template-${id}`} aria-describedby={`template-${id}-help`} onClick={choose}>
        {label}
      </button>
      <span class="quiet" id={`template-${id}-help`}>
        {help}
      </span>
    </li>
  );
}
