import { useRef, useState } from 'preact/hooks';
import type { ReportDefinition } from '../contract/report-definition';
import type { ReportSchedule, ReportView, ScheduleView } from '../contract/sidebar-api';
import { writtenDays } from '../domain/period-wording';
import { statuses } from '../domain/report-status';
import { scheduleText } from '../schedules/wording';
import { ageText } from './age';
import type { Ask } from './ask';
import { AskingButton } from './asking-button';
import { Check } from './fields';
import { FinalCheck } from './final-check';
import { editButton } from './focus-places';
import { HandingItems } from './handing';
import { dailyCheck, firstAction } from './report-actions';
import { TablePlace } from './table-place';

interface ReportCardProps {
  readonly report: ReportView;
  /** How long ago it was read. */
  readonly minutes: number;
  readonly schedule: ScheduleView;
  readonly ask: Ask;
  readonly edit: () => void;
  readonly goTo: () => void;
  /** The spreadsheet's id. */
  readonly file: string;
  /** Called when the report is deleted: the focus has to move elsewhere. */
  readonly removed: () => void;
}

/** A report: where it is, how old it is, what is wrong with it, and all that can be done with it. */
export function ReportCard(props: ReportCardProps) {
  const { report, minutes, schedule, goTo } = props;
  const { name, place, isLocated, refreshedAt, ageMinutes, changedAt, problem, notes, otherKeyBy, copied, definition } =
    report;
  const state = stateOf(report, schedule);
  const changed = changedAt !== null && changedAt !== refreshedAt ? ` · figures changed ${changedAt}` : '';
  return (
    <li class="card">
      <div class="title">
        <h3 dir="auto">{name}</h3>
        {state && <span class={`badge ${state.toLowerCase()}`}>{state}</span>}
      </div>
      {definition !== null &&
        (place === null ? (
          <p class="quiet">{isLocated ? placeGone : 'Looking for its place…'}</p>
        ) : (
          <button type="button" class="link place" aria-label={place} title="Go there" onClick={goTo}>
            <TablePlace place={place} />
          </button>
        ))}
      {refreshedAt !== null && (
        <p class="quiet">
          Refreshed{' '}
          <time title={refreshedAt} dateTime={refreshedAt.replace(' ', 'T')}>
            {ageText(ageMinutes === null ? null : ageMinutes + minutes, refreshedAt)}
          </time>
          {changed}
        </p>
      )}
      <ScheduleLine report={report} schedule={schedule} />
      {notes.map(({ kind, text }) => (
        <p key={text} class={kind === 'warning' ? 'note' : 'quiet'}>
          {text}
        </p>
      ))}
      {definition === null && <p class="problem">What is stored of this report cannot be read.</p>}
      {copied && <p>It came with a copy of another spreadsheet, and nobody refreshes it yet.</p>}
      {otherKeyBy !== null && !copied && <p class="quiet">Shows what the key of {otherKeyBy} sees.</p>}
      {problem !== null && <p class="problem">{problem}</p>}
      {report.final !== null && (
        <FinalCheck id={report.id} name={name} final={report.final} daily={definition?.recheck === true} />
      )}
      {definition === null ? (
        <DamagedActions {...props} />
      ) : copied ? (
        <CopiedActions {...props} />
      ) : (
        <Actions {...props} definition={definition} />
      )}
    </li>
  );
}

const placeGone = 'Its place in the sheets is gone. A duplicate of it gets a new sheet.';

/** When it is refreshed by itself, and whether that is going to happen. */
function ScheduleLine({
  report: { id, definition, copied, refreshedAt },
  schedule: { owner, reports },
}: Pick<ReportCardProps, 'report' | 'schedule'>) {
  if (!definition?.schedule) return null;
  const words = scheduleText(definition.schedule);
  const { next = null, failing = null, passedOver = false } = reports[id] ?? {};
  return (
    <>
      <p class="quiet">
        {words}
        {next !== null && ` · next ${next}`}
      </p>
      {failing !== null && (
        <p class={failing.paused === null ? 'note' : 'problem'}>{failingText(failing, refreshedAt)}</p>
      )}
      {passedOver && !copied && <p class="note">Not refreshed by the schedule: {owner} runs it, with another key.</p>}
    </>
  );
}

function failingText(
  { since, times, paused }: NonNullable<ReportSchedule['failing']>,
  refreshedAt: string | null,
): string {
  const failed = times === 1 ? 'once' : `${times} times in a row`;
  switch (paused) {
    case null:
      return `The schedule has failed ${failed} since ${since}. ${
        refreshedAt === null ? 'The table shows nothing yet' : `The table keeps the figures of ${refreshedAt}`
      }; it is tried again within the hour.`;
    case 'failures':
      return `Not tried any more by the schedule: it failed ${failed} since ${since}. Once a refresh works it goes on.`;
    case 'place':
      return `Not tried any more by the schedule since ${since}: there is no place for it.`;
  }
}

type State = 'Damaged' | 'Copied' | 'Paused' | 'Frozen';

function stateOf({ id, definition, copied }: ReportView, { reports }: ScheduleView): State | null {
  if (definition === null) return 'Damaged';
  if (copied) return 'Copied';
  return statuses[definition.status].label ?? (reports[id]?.failing?.paused ? 'Paused' : null);
}

function Actions(props: ReportCardProps & { definition: ReportDefinition }) {
  const { report, schedule, ask, edit, removed, file, definition } = props;
  const { id, name, dates } = report;
  const [open, setOpen] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const { status, period } = definition;
  const setStatus = (wanted: typeof status) => ask('setStatus', { id, status: wanted });
  const first = firstAction(report, schedule, definition, ask);
  /** The pressed button is gone when the list folds, so the focus returns to what opened it. */
  const then = async (done: Promise<boolean>) => {
    if (!(await done)) return;
    setOpen(false);
    more.current?.focus();
  };
  const action = (label: string, act: () => Promise<boolean>) => (
    <li>
      <button type="button" class="item" onClick={() => void then(act())}>
        {label}
      </button>
    </li>
  );
  return (
    <>
      <div class="buttons">
        {first && <AskingButton {...first} />}
        <button type="button" id={editButton(id)} aria-label={`Edit ${name}`} onClick={edit}>
          Edit
        </button>
        <button
          type="button"
          ref={more}
          class="plain more"
          title="More"
          aria-label={`More for ${name}`}
          aria-expanded={open}
          aria-controls={`more-${id}`}
          onClick={() => setOpen(!open)}
        />
      </div>
      <div id={`more-${id}`} hidden={!open}>
        {open && (
          <ul class="items">
            {report.cells !== null && <HandingItems id={id} file={file} cells={report.cells} />}
            {report.hasBridge && action('Insert the change at the selected cell', () => ask('insertBridge', { id }))}
            {action('Duplicate', () => ask('duplicate', { id, next: false }))}
            {dates !== null && action('Duplicate for the next period', () => ask('duplicate', { id, next: true }))}
            {status === 'active' && action('Pause', () => setStatus('paused'))}
            {status !== 'frozen' && action('Freeze: keep these figures', () => setStatus('frozen'))}
            {report.final?.kept && action(...dailyCheck(id, definition, ask))}
            {status === 'frozen' && action('Unfreeze', () => setStatus('active'))}
            {typeof period === 'string' &&
              dates !== null &&
              action(`Keep these dates: ${writtenDays(dates)}`, () => ask('keepDates', { id }))}
            <RemoveItems report={report} ask={ask} removed={removed} />
          </ul>
        )}
      </div>
    </>
  );
}

/** Nothing else can be done with what cannot be read. */
function DamagedActions({ report, ask, removed }: ReportCardProps) {
  return (
    <ul class="items">
      <RemoveItems report={report} ask={ask} removed={removed} />
    </ul>
  );
}

function CopiedActions({ report: { id, name }, ask, removed }: ReportCardProps) {
  return (
    <div class="buttons">
      <button
        type="button"
        aria-label={`Refresh with my key: ${name}`}
        onClick={() => void ask('refresh', { id, withMyKey: true })}
      >
        Refresh with my key
      </button>
      <button
        type="button"
        aria-label={`Take off the list: ${name}`}
        title="Its cells stay as they are"
        onClick={async () => {
          if (await ask('removeReport', { id, clear: false })) removed();
        }}
      >
        Take off the list
      </button>
    </div>
  );
}

function RemoveItems({
  report: { id, place, madeSheet },
  ask,
  removed,
}: Pick<ReportCardProps, 'report' | 'ask' | 'removed'>) {
  const [withSheet, setWithSheet] = useState(false);
  const remove = async (clear: boolean) => {
    if (await ask('removeReport', { id, clear, sheet: clear && withSheet })) removed();
  };
  return (
    <>
      <li>
        <AskingButton
          look="item"
          label="Delete and keep the cells"
          question="Delete this report? Its cells stay as they are, and are not refreshed any more."
          confirm="Delete and keep"
          danger
          act={() => remove(false)}
        />
      </li>
      {place !== null && (
        <li>
          <AskingButton
            look="item"
            label="Delete and clear the cells"
            question={
              <>
                Delete this report and clear its cells at <TablePlace place={place} />?
                {madeSheet !== null && (
                  <Check
                    id={`remove-sheet-${id}`}
                    label="Remove its sheet as well, if that holds nothing else"
                    checked={withSheet}
                    check={setWithSheet}
                  />
                )}
              </>
            }
            confirm="Delete and clear"
            danger
            act={() => remove(true)}
          />
        </li>
      )}
    </>
  );
}
