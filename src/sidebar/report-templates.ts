import type { Overview } from '../contract/sidebar-api';
import { type Draft, newDraft } from './draft';

/** A report that is inserted as it is, and can be changed after. */
export interface ReportTemplate {
  readonly id: 'top' | 'movers' | 'mine' | 'owners' | 'tiers';
  readonly label: string;
  readonly help: string;
  readonly draft: Draft;
}

/** The reports that a new one can begin with. The third is about people where Journeybee sends who looks after partners. */
export function reportTemplates({
  calendar,
  owners,
}: Pick<Overview, 'calendar' | 'owners'>): readonly ReportTemplate[] {
  const plain = newDraft(calendar);
  const movers: ReportTemplate = {
    id: 'movers',
    label: 'Movers of the quarter',
    help: 'Ranks and revenue beside the quarter before',
    draft: {
      ...plain,
      period: 'current_quarter',
      name: 'Movers of the quarter',
      comparison: 'elapsed',
      bars: false,
    },
  };
  return [
    { id: 'top', label: 'Top 10', help: 'The ten with most revenue this year', draft: plain },
    movers,
    peopleTemplate(plain, owners),
  ];
}

function peopleTemplate(plain: Draft, owners: Overview['owners']): ReportTemplate {
  const me = owners.find(({ isMe }) => isMe);
  if (me) {
    return {
      id: 'mine',
      label: 'My partners',
      help: 'Those that are assigned to you, with totals',
      draft: { ...plain, name: 'My partners', owners: [me.uuid], limit: '25', totals: true },
    };
  }
  const [group, id] = owners.length > 0 ? (['owner', 'owners'] as const) : (['tier', 'tiers'] as const);
  return {
    id,
    label: `By ${group}`,
    help: `The first three of each ${group}, with totals`,
    draft: {
      ...plain,
      name: group === 'owner' ? 'Top 3 of each owner' : 'Top 3 in each tier',
      group,
      limit: '3',
      totals: true,
    },
  };
}
