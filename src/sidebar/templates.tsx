import type { ReportTemplate } from './report-templates';
import thumbnails from './thumbnails.json';

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
  readonly id: keyof typeof thumbnails;
  readonly label: string;
  readonly help: string;
  readonly choose: () => void;
}

function TemplateCard({ id, label, help, choose }: TemplateCardProps) {
  return (
    <li class="template">
      <button type="button" id={`template-${id}`} aria-describedby={`template-${id}-help`} onClick={choose}>
        {/* An address of data loads nothing (P2.2-12). */}
        <img alt="" src={`data:image/svg+xml,${encodeURIComponent(thumbnails[id])}`} />
        {label}
      </button>
      <span class="quiet" id={`template-${id}-help`}>
        {help}
      </span>
    </li>
  );
}
