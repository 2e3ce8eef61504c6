import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Overview } from '../contract/sidebar-api';
import { periodDates } from '../domain/period-wording';
import { type Calendar, periodLabel, periodNames, rangeOn } from '../domain/periods';
import { refreshesPerDay } from '../domain/schedule';
import { maxRows, type PartnerType, partnerTypes } from '../domain/vocabulary';
import { formulaText, partnerTypeLabels } from '../domain/wording';
import { leaderboardQuery } from '../journeybee/query';
import { type DailyCost, dailyCost, requestsForAll, requestsOfRefresh } from '../journeybee/request-cost';
import type { Ask } from './ask';
import { type Draft, definitionOf, draftOf, draftProblems, extras, formulaOf, newDraft, withStyle } from './draft';
import { DraftPreviewSection, useDraftPreview } from './draft-preview';
import { type Editing, forgetDraft, keepDraft } from './draft-store';
import { Disclosure, FieldProblem, type FieldsProps, type Option, Select } from './fields';
import { formulaButton } from './focus-places';
import { MoreSettings } from './more-settings';
import { usePartnerNames } from './partner-choices';
import { Question } from './question';
import { type ReportTemplate, reportTemplates } from './report-templates';
import { ScheduleField } from './schedule-field';
import { type Offer, offerFor } from './sharing';
import { TablePlace } from './table-place';
import { TemplateCards } from './templates';

interface EditorProps {
  readonly overview: Overview;
  readonly editing: Editing;
  readonly ask: Ask;
  readonly close: () => void;
}

/** The one form for a report and a formula. */
export function Editor({ overview, editing, ask, close }: EditorProps) {
  const { report, begun, note } = editing;
  const { calendar } = overview;
  const [saved, setSaved] = useState(() =>
    report?.definition ? draftOf(report.definition, report.dates, calendar) : newDraft(calendar),
  );
  // A draft of an earlier version may lack fields that this one has added.
  const [draft, setDraft] = useState({ ...saved, ...editing.draft });
  const latest = useRef(draft);
  latest.current = draft;
  const [opened, setOpened] = useState(false);
  // The state is here, so that it survives folding and opening More.
  const partnerNames = usePartnerNames();
  /** The button that asked to discard the changes. */
  const [leaving, setLeaving] = useState<string | null>(null);
  /** Inserts what the person wanted, once formulas may use a key; null: the person is not asked. */
  const [allowing, setAllowing] = useState<(() => Promise<unknown>) | null>(null);
  const askedFrom = useRef(formulaButton);
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);

  const problems = draftProblems(draft);
  const preview = useDraftPreview(Object.keys(problems).length === 0 ? definitionOf(draft) : null, {
    id: report?.id ?? null,
    where: draft.where,
  });
  const { startDate, endDate, limit, schedule, ...hidden } = problems;
  const open = opened || Object.keys(hidden).length > 0;
  const fields: FieldsProps = {
    draft,
    problems,
    change: (changed) => setDraft((current) => ({ ...current, ...changed })),
  };
  /** Whether the form is valid; if not, the focus moves to the first mistake. */
  const ready = () => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    return Object.keys(problems).length === 0;
  };
  const save = async (event: Event) => {
    event.preventDefault();
    if (!ready()) return;
    if (!(await ask('saveReport', { id: report?.id ?? null, definition: definitionOf(draft), where: draft.where })))
      return;
    // The person may have left the form meanwhile, or typed on: later changes are not saved.
    if (form.current === null) return;
    if (latest.current === draft) close();
    else setSaved(draft);
  };
  const insertFormula = async () => {
    if (await ask('insertFormula', formulaOf(draft, preview.preview?.currency ?? null))) setSaved(draft);
  };
  /** Whose key formulas may use is asked when the first of them is wanted. */
  const whenAllowed = async (from: string, insert: () => Promise<unknown>) => {
    askedFrom.current = from;
    if (overview.connection.formulas === null) setAllowing(() => insert);
    else await insert();
  };
  const wantFormula = async () => {
    if (ready()) await whenAllowed(formulaButton, insertFormula);
  };
  const insertTemplate = async (template: ReportTemplate) => {
    if (await ask('saveReport', { id: null, definition: definitionOf(template.draft), where: 'sheet' })) close();
  };
  const insertScorecard = async () => {
    if (await ask('insertScorecard', undefined)) close();
  };
  const offer = offerFor(overview);
  const allow = async (use: Offer['use']) => {
    const insert = allowing;
    if (use === null || !(await ask('allowFormulas', { use }))) return;
    stopAllowing();
    await insert?.();
  };
  const stopAllowing = () => {
    setAllowing(null);
    setTimeout(() => document.getElementById(askedFrom.current)?.focus());
  };
  const leave = (event: Event) => {
    if (!changed) close();
    else setLeaving((event.currentTarget as HTMLElement).id);
  };
  const changed = JSON.stringify(draft) !== JSON.stringify(saved);
  // For when the sidebar is closed, or another add-on's takes its place: at once, since nobody says when.
  useLayoutEffect(() => {
    if (changed) keepDraft(overview.file, begun, draft);
    else forgetDraft();
  }, [draft, changed]);
  const left = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (leaving === null && left.current !== null) document.getElementById(left.current)?.focus();
    left.current = leaving;
  }, [leaving]);

  return (
    <form ref={form} class="editor" aria-labelledby="editor" noValidate onSubmit={(event) => void save(event)}>
      <button type="button" class="plain back" id="back" onClick={leave}>
        All reports
      </button>
      <h2 id="editor" ref={heading} tabIndex={-1}>
        {report ? 'Edit report' : 'New report or formula'}
      </h2>
      {report && (
        <p class="quiet">{report.place === null ? <bdi>{report.name}</bdi> : <TablePlace place={report.place} />}</p>
      )}
      {note !== undefined && <p class="note">{note}</p>}
      {report === null && (
        <TemplateCards
          templates={reportTemplates(overview)}
          insert={(template) => void insertTemplate(template)}
          insertScorecard={() => void whenAllowed('template-scorecard', insertScorecard)}
        />
      )}

      <PeriodFields {...fields} calendar={calendar} />
      <Select
        id="type"
        label="Partner type"
        value={draft.partnerType}
        options={types}
        choose={(partnerType) => fields.change({ partnerType })}
      />
      <RowsField {...fields} overview={overview} />
      {report === null && <WhereField {...fields} />}
      <ScheduleField {...fields} timeZone={overview.schedule.timeZone} />
      <Disclosure
        id="more"
        label="More"
        summary={extras(draft).join(', ') || 'columns, filters, changes over time'}
        open={open}
        toggle={() => setOpened(!open)}
      >
        <MoreSettings {...fields} overview={overview} partnerNames={partnerNames} ask={ask} />
      </Disclosure>

      <DraftPreviewSection {...preview} />

      <div class="actions">
        {leaving !== null && (
          <Question text="Leave without what you changed?" stay="Keep editing" cancel={() => setLeaving(null)}>
            <button type="button" class="danger" onClick={close}>
              Leave
            </button>
          </Question>
        )}
        {leaving === null && report !== null && (
          <div class="buttons">
            <button type="submit" class="primary">
              Save
            </button>
            <button type="button" id="cancel" onClick={leave}>
              Cancel
            </button>
          </div>
        )}
        {leaving === null && allowing !== null && (
          <Question text={offer.sentence} stay={offer.use === null ? 'Back' : 'Cancel'} cancel={stopAllowing}>
            {offer.use !== null && (
              <button type="button" class="primary" onClick={() => void allow(offer.use)}>
                Allow and insert
              </button>
            )}
          </Question>
        )}
        {leaving === null && allowing === null && report === null && (
          <InsertButtons draft={draft} insertFormula={wantFormula} />
        )}
      </div>
      {report === null && <FormulaText draft={draft} separator={overview.separator} />}
    </form>
  );
}

const types: ReadonlyArray<Option<PartnerType | null>> = [
  { value: null, label: 'All types' },
  ...partnerTypes.map((value) => ({ value, label: partnerTypeLabels[value] })),
];

const periods: ReadonlyArray<Option<Draft['period']>> = [
  ...periodNames.map((value) => ({ value, label: periodLabel(value) })),
  { value: 'days', label: 'Chosen days' },
];

function PeriodFields({ draft, problems, change, calendar }: FieldsProps & { readonly calendar: Calendar }) {
  const { period } = draft;
  // Choosing days begins with those of the period that was chosen before, and comes back to what was typed.
  const choose = (chosen: Draft['period']) =>
    change(
      period === 'days' || chosen === 'days' ? { period: chosen } : { period: chosen, ...rangeOn(chosen, calendar) },
    );
  return (
    <>
      <Select
        id="period"
        label="Period"
        value={period}
        options={periods}
        help={period === 'days' ? undefined : periodDates(period, calendar)}
        choose={choose}
      />
      {period === 'days' && (
        <div class="field">
          <div class="row">
            <DayField id="startDate" label="First day" draft={draft} problems={problems} change={change} />
            <DayField id="endDate" label="Last day" draft={draft} problems={problems} change={change} />
          </div>
          <FieldProblem id="startDate-problem" problem={problems.startDate} />
          <FieldProblem id="endDate-problem" problem={problems.endDate} />
        </div>
      )}
    </>
  );
}

type DayFieldProps = FieldsProps & { readonly id: 'startDate' | 'endDate'; readonly label: string };

function DayField({ id, label, draft, problems, change }: DayFieldProps) {
  const wrong = problems[id] !== undefined;
  return (
    <div class="grow">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={draft[id]}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-problem` : undefined}
        onInput={(event) => change({ [id]: event.currentTarget.value })}
      />
    </div>
  );
}

function RowsField({ draft, problems, change, overview }: FieldsProps & { readonly overview: Overview }) {
  const cost = useCost(draft, overview);
  const wrong = problems.limit !== undefined;
  const each = draft.group === null ? '' : ` of each ${draft.group}`;
  return (
    <fieldset class="choice inline">
      <legend>How many{each}</legend>
      <div class="option">
        <input type="radio" name="rows" id="rows-top" checked={!draft.all} onChange={() => change({ all: false })} />
        <label for="rows-top">Top</label>
        <input
          id="limit"
          class="narrow"
          type="number"
          aria-label="Number of partners"
          min="1"
          max={maxRows}
          step="1"
          value={draft.limit}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'limit-problem' : undefined}
          // A typed number also chooses this option.
          onInput={(event) => change({ limit: event.currentTarget.value, all: false })}
        />
      </div>
      {(overview.build.allPartnersReports || draft.all) && (
        <div class="option">
          <input type="radio" name="rows" id="rows-all" checked={draft.all} onChange={() => change({ all: true })} />
          <label for="rows-all">All partners</label>
        </div>
      )}
      <FieldProblem id="limit-problem" problem={problems.limit} />
      {cost && <p class={cost.allowed ? 'quiet' : 'problem'}>{cost.sentence}</p>}
    </fieldset>
  );
}

/** What all partners take each day, as far as it is known how many there are: the server refuses what takes too much. */
function useCost(draft: Draft, { partnerCount }: Overview): DailyCost | null {
  return useMemo(() => {
    if (!draft.all || partnerCount === null) return null;
    const { period, partnerType, leadDirection, filters, ...shown } = definitionOf(draft);
    const query = leaderboardQuery({ period, partnerType, leadDirection, filters });
    const each = requestsOfRefresh(requestsForAll(partnerCount, query), shown);
    return dailyCost(each, each * refreshesPerDay(draft.schedule));
  }, [draft, partnerCount]);
}

function WhereField({ draft, change }: FieldsProps) {
  return (
    <fieldset class="choice inline">
      <legend>Where the table goes</legend>
      <div class="option">
        <input
          type="radio"
          name="where"
          id="where-sheet"
          checked={draft.where === 'sheet'}
          onChange={() => change({ where: 'sheet', ...withStyle(draft, 'board') })}
        />
        <label for="where-sheet">New sheet</label>
      </div>
      <div class="option">
        <input
          type="radio"
          name="where"
          id="where-cell"
          checked={draft.where === 'cell'}
          onChange={() => change({ where: 'cell', ...withStyle(draft, 'plain') })}
        />
        <label for="where-cell">Selected cell</label>
      </div>
    </fieldset>
  );
}

interface InsertButtonsProps {
  readonly draft: Draft;
  readonly insertFormula: () => Promise<void>;
}

function InsertButtons({ draft, insertFormula }: InsertButtonsProps) {
  const lacks = formulaLacks(draft);
  return (
    <>
      {lacks !== null && (
        <p class="quiet" id="formula-lacks">
          {lacks}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="primary">
          Insert as table
        </button>
        <button
          type="button"
          id={formulaButton}
          title="The formula goes into the selected cell"
          aria-describedby={lacks === null ? undefined : 'formula-lacks'}
          onClick={() => void insertFormula()}
        >
          Insert as formula
        </button>
      </div>
    </>
  );
}

/** The formula as people type it in this locale. An inserted one has semicolons, which every locale reads. */
function FormulaText({ draft, separator }: { readonly draft: Draft; readonly separator: Overview['separator'] }) {
  const { period, type, limit } = formulaOf(draft, null);
  return (
    <p class="quiet" id="formula-text">
      The formula: <code>{formulaText(period, type, limit, separator)}</code> Whoever opens the file without the add-on
      may see #NAME? in its place; a table is there for everybody.
    </p>
  );
}

function formulaLacks(draft: Draft): string | null {
  const set = [...extras(draft), ...(draft.schedule === null ? [] : ['schedule'])].join(', ');
  if (set === '' && !draft.all) return null;
  const most = draft.all ? [`lists ${maxRows} partners at most`] : [];
  const without = set === '' ? [] : [`leaves out: ${set}`];
  return `A formula ${[...most, ...without].join(', and ')}.`;
}
