import { useState } from 'preact/hooks';
import type { ReportDefinition } from '../contract/report-definition';
import type { Overview } from '../contract/sidebar-api';
import { accountColumns, columnNames } from '../domain/column-names';
import { type MovementBase, movementBases } from '../domain/movement-base';
import type { ComparedSpan } from '../domain/periods';
import { refreshesPerYear } from '../domain/schedule';
import { growth, historyColumns } from '../domain/snapshot';
import type { Style } from '../domain/style';
import { type Grouping, type GroupName, groupings, groupNames, type LeadDirection } from '../domain/vocabulary';
import { groupLabels } from '../domain/wording';
import type { Ask } from './ask';
import { ColumnPicker, columnLabel } from './column-picker';
import { countsLeads, type Draft, draftName, withHistory, withStyle } from './draft';
import type { FieldsProps } from './fields';
import { Check, Disclosure, type Option, Select } from './fields';
import { FilterField } from './filter-field';
import { OwnerFields } from './owner-fields';
import type { PartnerNames } from './partner-choices';
import { SortFields } from './sort-fields';
import { TrendField } from './trend-field';

type MoreSettingsProps = FieldsProps & {
  readonly overview: Overview;
  readonly partnerNames: PartnerNames;
  readonly ask: Ask;
};

/** The settings that most reports leave at their defaults. */
export function MoreSettings(props: MoreSettingsProps) {
  const { draft, change, overview } = props;
  return (
    <>
      <div class="field">
        <label for="name">Name</label>
        <input
          id="name"
          type="text"
          maxLength={100}
          value={draft.name ?? draftName(draft)}
          onInput={(event) => change({ name: event.currentTarget.value })}
          onBlur={(event) => {
            if (event.currentTarget.value.trim() === '') change({ name: null });
          }}
        />
      </div>
      <WhoSettings {...props} />
      <LayoutSettings {...props} />
      <h3>Changes over time</h3>
      <Select
        id="movement"
        label="Movement in rank"
        value={draft.movement}
        options={movements}
        help={draft.movement === null ? undefined : movementHelp[draft.movement]}
        choose={(movement) => change({ movement })}
      />
      <Select
        id="comparison"
        label="Compared with the previous period"
        value={draft.comparison}
        options={comparisons}
        help={draft.comparison === null || draft.movement === 'previous period' ? undefined : earlierHelp}
        choose={(comparison) => change({ comparison })}
      />
      {draft.style === 'board' && draft.comparison !== null && (
        <Check
          id="bridge"
          label="A line above it: what the change is made of"
          checked={draft.bridge}
          check={(bridge) => change({ bridge })}
        />
      )}
      <Select
        id="history"
        label="History"
        value={draft.history}
        options={histories}
        help={historyHelp(draft, overview)}
        choose={(history) => change(withHistory(draft, history))}
      />
    </>
  );
}

/** Which partners, and which of their leads. */
function WhoSettings({ draft, problems, change, overview, partnerNames, ask }: MoreSettingsProps) {
  const { labels } = overview;
  const unknown = groupings.every((name) => labels[name].length === 0);
  return (
    <>
      <h3>Which partners</h3>
      {countsLeads(draft) && (
        <Select
          id="leads"
          label="Leads that count"
          value={draft.leadDirection}
          options={leadOptions}
          help="Of referral partners."
          choose={(leadDirection) => change({ leadDirection })}
        />
      )}
      {groupings.map((name) => (
        <FilterField
          key={name}
          id={name}
          label={filterLabels[name]}
          any="any"
          labels={labels[name]}
          value={draft.filters[name]}
          problem={problems[name]}
          change={(value) => change({ filters: { ...draft.filters, [name]: value } })}
        />
      ))}
      {unknown && (
        <p class="quiet">
          Their names are not known here yet.{' '}
          <button type="button" class="link" onClick={() => void ask('learnLabels', undefined)}>
            Read them from Journeybee
          </button>
        </p>
      )}
      <FilterField
        id="partner"
        label="Partners"
        any="any"
        labels={partnerNames.known}
        opening={partnerNames.read}
        state={partnerNames.state}
        value={draft.filters.partner}
        problem={problems.partner}
        change={(value) => change({ filters: { ...draft.filters, partner: value } })}
      />
      <OwnerFields draft={draft} owners={overview.owners} change={change} />
    </>
  );
}

function LayoutSettings({ draft, problems, change, overview }: MoreSettingsProps) {
  const [opened, setOpened] = useState(false);
  const { columns, group } = draft;
  /** What not every account sends is offered where it is sent, and where it was chosen before. */
  const isOffered = (name: string) => overview.owners.length > 0 || !isOfAccount(name);
  const groups = groupOptions.filter(({ value }) => value === group || value === null || isOffered(value));
  const open = opened || problems.columns !== undefined;
  return (
    <>
      <h3>Layout</h3>
      <Select
        id="style"
        label="Style"
        value={draft.style}
        options={styleOptions}
        help={styleHelp[draft.style]}
        choose={(style) => change(withStyle(draft, style))}
      />
      <Disclosure
        id="columns"
        label="Columns"
        summary={columns.map(columnLabel).join(', ')}
        open={open}
        toggle={() => setOpened(!open)}
      >
        <ColumnPicker
          columns={columns}
          offered={columnNames.filter(isOffered)}
          problem={problems.columns}
          choose={(chosen) => change({ columns: chosen })}
        />
      </Disclosure>
      <SortFields draft={draft} change={change} isOffered={isOffered} />
      <Select
        id="group"
        label="Grouped by"
        value={group}
        options={groups}
        help={group === null ? undefined : `Partners of one ${group} stand together, and ranks count among them.`}
        choose={(chosen) => change({ group: chosen })}
      />
      <Check id="totals" label="Totals row" checked={draft.totals} check={(totals) => change({ totals })} />
      {draft.style === 'board' && <BoardFields draft={draft} problems={problems} change={change} />}
      {!(draft.style === 'board' && group !== null && draft.subtotals) && (
        <Check id="chart" label="Bar chart" checked={draft.chart} check={(chart) => change({ chart })} />
      )}
    </>
  );
}

function BoardFields({ draft, change }: FieldsProps) {
  const { group } = draft;
  return (
    <>
      <Check id="bars" label="Bar beside the figure" checked={draft.bars} check={(bars) => change({ bars })} />
      <TrendField draft={draft} change={change} />
      {group !== null && (
        <Check
          id="subtotals"
          label={`A sum below each ${group}`}
          checked={draft.subtotals}
          check={(subtotals) => change({ subtotals })}
        />
      )}
      <Check id="cents" label="Amounts with decimals" checked={draft.cents} check={(cents) => change({ cents })} />
    </>
  );
}

const styleOptions: ReadonlyArray<Option<Style>> = [
  { value: 'board', label: 'Board' },
  { value: 'plain', label: 'Plain' },
];
const styleHelp: Readonly<Record<Style, string>> = {
  board: 'For showing to others: a heading, bars, and arrows for what changed.',
  plain: 'For working on: one line of details above the figures.',
};

const filterLabels: Readonly<Record<Grouping, string>> = { tier: 'Tiers', category: 'Categories', stage: 'Stages' };

const leadOptions: ReadonlyArray<Option<LeadDirection | null>> = [
  { value: null, label: 'As Journeybee counts' },
  { value: 'received', label: 'Received' },
  { value: 'sent', label: 'Sent' },
  { value: 'all', label: 'Received and sent' },
];

const isOfAccount = (name: string) => accountColumns.some((column) => column === name);

const groupOptions: ReadonlyArray<Option<GroupName | null>> = [
  { value: null, label: 'Nothing' },
  ...groupNames.map((value) => ({ value, label: groupLabels[value] })),
];

const movementLabels: Readonly<Record<MovementBase, string>> = {
  'previous day': 'Since the day before',
  'last Monday': 'Since last Monday',
  'first of the month': 'Since the first of the month',
  'previous period': 'Against the previous period',
};
const movements: ReadonlyArray<Option<MovementBase | null>> = [
  { value: null, label: 'Not shown' },
  ...movementBases.map((value) => ({ value, label: movementLabels[value] })),
];
const earlierHelp = 'One more request to Journeybee with each refresh, and for the preview.';
const movementHelp: Readonly<Record<MovementBase, string>> = {
  'previous day': 'From tomorrow on: ranks are remembered from the first refresh.',
  'last Monday': 'From next Monday on: ranks are remembered from the first refresh.',
  'first of the month': 'From next month on: ranks are remembered from the first refresh.',
  'previous period': earlierHelp,
};

const comparisons: ReadonlyArray<Option<ComparedSpan | null>> = [
  { value: null, label: 'Not shown' },
  { value: 'elapsed', label: 'Over as many days' },
  { value: 'full', label: 'In full' },
];

const histories: ReadonlyArray<Option<ReportDefinition['history']>> = [
  { value: null, label: 'Not kept' },
  { value: 'day', label: 'Once a day' },
  { value: 'refresh', label: 'With each refresh' },
];

/** How fast a history grows, as far as that is known beforehand; see `growth`. */
function historyHelp(draft: Draft, { partnerCount }: Overview): string | undefined {
  const { history, all, limit, group, columns } = draft;
  if (history === null) return undefined;
  const rows = all ? partnerCount : group === null ? Number(limit) : null;
  const perYear = refreshesPerYear(draft.schedule);
  const times = history === 'day' ? Math.min(365, perYear) : perYear;
  const what = 'Rows are added to a sheet of their own';
  if (!rows || times === 0) return `${what}.`;
  const cells = growth(rows, times, historyColumns(columns).length + 1);
  const year = `${what}: ${inWords(rows * times)} a year, of ${inWords(cells)} cells`;
  return cells > 5_000_000 ? `${year}. A spreadsheet can have 10 million in all.` : `${year}.`;
}

const inWords = (count: number): string =>
  count < 1_000_000 ? count.toLocaleString('en') : `${(count / 1_000_000).toFixed(1)} million`;
