import { useRef } from 'preact/hooks';
import type { Repair } from '../contract/health';
import type { Overview } from '../contract/sidebar-api';
import type { Ask } from './ask';
import { AskingButton } from './asking-button';

interface ScheduleHealthProps {
  readonly overview: Overview;
  readonly ask: Ask;
  /** Takes the person to the field for the key. */
  readonly goConnect: () => void;
  /** h3 where it stands below a heading of its screen. */
  readonly heading: 'h2' | 'h3';
}

/** Who runs the schedules and how they fare, with the one click that mends what is wrong. Nothing where no report has any. */
export function ScheduleHealth({ overview, ask, goConnect, heading: Heading }: ScheduleHealthProps) {
  const { schedule, connection } = overview;
  const { health, unsent } = schedule;
  const heading = useRef<HTMLHeadingElement>(null);
  if (health.state === 'nothing') return null;
  const well = health.state === 'running' || health.state === 'others';
  const mend: Ask = async (method, argument) => {
    const done = await ask(method, argument);
    // The repairing button may be gone, so the focus moves here, and a screen reader reads the new state.
    setTimeout(() => {
      if (document.activeElement === document.body) heading.current?.focus();
    });
    return done;
  };
  // Without a key nobody can run anything.
  const repair = health.repair !== null && connection.last4 === null ? 'connect' : health.repair;
  return (
    <section class={well ? 'health' : 'health trouble'} aria-labelledby="schedules">
      <Heading id="schedules" ref={heading} tabIndex={-1}>
        Schedules
      </Heading>
      <p class={well ? 'quiet' : 'problem'}>{health.text}</p>
      {unsent !== null && (
        <p class="problem">
          A mail could not be sent on {unsent.at}, because {unsent.reason}. It said: {unsent.subject}
        </p>
      )}
      {repair !== null && (
        <RepairButton repair={repair} overview={overview} ask={mend} goConnect={goConnect} well={well} />
      )}
    </section>
  );
}

const labels: Readonly<Record<Repair, string>> = {
  start: 'Run them with my account',
  'take over': 'Take over',
  connect: 'Connect a key',
  restart: 'Start again',
  'use my key': 'Use my key',
  'try again': 'Try again',
};

interface RepairButtonProps {
  readonly repair: Repair;
  readonly overview: Overview;
  readonly ask: Ask;
  readonly goConnect: () => void;
  readonly well: boolean;
}

function RepairButton({ repair, overview, ask, goConnect, well }: RepairButtonProps) {
  const takesOver = repair === 'start' || repair === 'take over' || repair === 'use my key';
  const mend = async () => {
    switch (repair) {
      case 'connect':
        return goConnect();
      case 'restart':
        return ask('restartSchedules', undefined);
      case 'try again':
        return ask('tryAgain', undefined);
      default:
        return ask('takeOver', { from: overview.schedule.owner });
    }
  };
  return (
    <div class="buttons">
      <AskingButton
        label={labels[repair]}
        question={takesOver ? consequence(overview) : null}
        look={well ? 'link' : undefined}
        act={mend}
      />
    </div>
  );
}

/** What taking the schedules over changes beside who runs them; null: nothing. */
function consequence({ schedule: { owner, own, reports }, reports: all }: Overview): string | null {
  const others = all.filter(
    ({ id, copied, otherKeyBy }) => reports[id] !== undefined && (copied || otherKeyBy !== null),
  );
  const whose = own || owner === null ? '' : `${owner} no longer runs them; your account does. `;
  if (others.length === 0) return whose === '' ? null : `${whose}Take over?`;
  const what = others.length === 1 ? `“${others[0]?.name}” shows` : `${others.length} reports show`;
  return `${whose}${what} what another key sees, and from now on what yours does. Go on?`;
}
