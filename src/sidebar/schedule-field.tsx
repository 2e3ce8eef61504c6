import { useState } from 'preact/hooks';
import { type DayOfWeek, daysOfWeek, everyDay, type Schedule, workdays } from '../domain/schedule';
import { hourText, monthDayText, weekdayNames, windowText } from '../schedules/wording';
import type { FieldsProps } from './fields';
import { FieldProblem, type Option, Select } from './fields';

type Kind = 'none' | 'hourly' | 'daily' | 'workdays' | 'days' | 'monthly';

const kinds: ReadonlyArray<Option<Kind>> = [
  { value: 'none', label: 'None: only by hand' },
  { value: 'hourly', label: 'Every hour' },
  { value: 'daily', label: 'Every day' },
  { value: 'workdays', label: 'Monday to Friday' },
  { value: 'days', label: 'Days of the week' },
  { value: 'monthly', label: 'Once a month' },
];

const hours: ReadonlyArray<Option<string>> = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: hourText(hour),
}));
const monthDays: ReadonlyArray<Option<string>> = Array.from({ length: 31 }, (_, index) => ({
  value: String(index + 1),
  label: monthDayText(index + 1),
}));

const defaultHour = 8;

/** When the report is refreshed by itself. `timeZone`: the spreadsheet's. */
export function ScheduleField({ draft, problems, change, timeZone }: FieldsProps & { readonly timeZone: string }) {
  const { schedule } = draft;
  const [kind, setKind] = useState<Kind>(() => kindOf(schedule));
  const hour = schedule === null || schedule.kind === 'hourly' ? defaultHour : schedule.hour;
  const choose = (chosen: Kind) => {
    setKind(chosen);
    change({ schedule: scheduleOf(chosen, hour) });
  };
  return (
    <>
      <Select
        id="schedule"
        label="Schedule"
        value={kind}
        options={kinds}
        help={schedule?.kind === 'hourly' ? 'Also while nobody has this file open.' : undefined}
        choose={choose}
      />
      {schedule !== null && schedule.kind !== 'hourly' && (
        <>
          {schedule.kind === 'weekly' && kind === 'days' && (
            <DaysField
              days={schedule.days}
              problem={problems.schedule}
              choose={(days) => change({ schedule: { ...schedule, days } })}
            />
          )}
          {schedule.kind === 'monthly' && (
            <Select
              id="month-day"
              label="Day"
              value={String(schedule.day)}
              options={monthDays}
              help={schedule.day > 28 && schedule.day < 31 ? 'Or the last day of a shorter month.' : undefined}
              choose={(day) => change({ schedule: { ...schedule, day: Number(day) } })}
            />
          )}
          <Select
            id="hour"
            label="Ready by"
            value={String(hour)}
            options={hours}
            help={`${windowText(hour)} Time zone: ${timeZone}.`}
            choose={(chosen) => change({ schedule: { ...schedule, hour: Number(chosen) } })}
          />
        </>
      )}
    </>
  );
}

interface DaysFieldProps {
  readonly days: readonly DayOfWeek[];
  readonly problem: string | undefined;
  readonly choose: (days: readonly DayOfWeek[]) => void;
}

function DaysField({ days, problem, choose }: DaysFieldProps) {
  return (
    <fieldset class="choice" aria-describedby={problem ? 'schedule-problem' : undefined}>
      <legend>Days</legend>
      <div class="days">
        {daysOfWeek.map((day) => (
          <label key={day} class="day" title={weekdayNames[day]}>
            <input
              type="checkbox"
              aria-label={weekdayNames[day]}
              aria-invalid={problem !== undefined}
              checked={days.includes(day)}
              onChange={(event) =>
                choose(
                  event.currentTarget.checked
                    ? daysOfWeek.filter((weekday) => weekday === day || days.includes(weekday))
                    : days.filter((weekday) => weekday !== day),
                )
              }
            />
            <span aria-hidden="true">{weekdayNames[day].slice(0, 2)}</span>
          </label>
        ))}
      </div>
      <FieldProblem id="schedule-problem" problem={problem} />
    </fieldset>
  );
}

function kindOf(schedule: Schedule | null): Kind {
  if (schedule === null) return 'none';
  if (schedule.kind !== 'weekly') return schedule.kind;
  const days = [...schedule.days].sort().join();
  if (days === everyDay.join()) return 'daily';
  return days === workdays.join() ? 'workdays' : 'days';
}

function scheduleOf(kind: Kind, hour: number): Schedule | null {
  switch (kind) {
    case 'none':
      return null;
    case 'hourly':
      return { kind };
    case 'daily':
      return { kind: 'weekly', days: everyDay, hour };
    case 'workdays':
      return { kind: 'weekly', days: workdays, hour };
    case 'days':
      return { kind: 'weekly', days: [1], hour };
    case 'monthly':
      return { kind: 'monthly', day: 1, hour };
  }
}
