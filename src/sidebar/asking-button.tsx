import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Question } from './question';

interface AskingButtonProps {
  readonly label: string;
  /** What the action applies to, for people who do not see its surroundings. */
  readonly spoken?: string;
  /** The question before the action; null: the action needs none. */
  readonly question: ComponentChildren;
  /** The label of the confirming button, where it is shorter. */
  readonly confirm?: string;
  readonly danger?: boolean;
  /** Like a link, where it is nothing that most people need; or as one of several in a list. */
  readonly look?: 'link' | 'item' | undefined;
  readonly act: () => Promise<unknown>;
}

/** A button that states the consequence and asks for confirmation, in its own place, before it acts. */
export function AskingButton({ label, spoken, question, confirm, danger, look, act }: AskingButtonProps) {
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useLayoutEffect(() => {
    if (asked.current && !asking) button.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (asking && question !== null) {
    return (
      <Question text={question} stay="Cancel" cancel={() => setAsking(false)}>
        <button
          type="button"
          class={danger ? 'danger' : 'primary'}
          onClick={() => void act().then(() => setAsking(false))}
        >
          {confirm ?? label}
        </button>
      </Question>
    );
  }
  return (
    <button
      type="button"
      ref={button}
      class={look}
      aria-label={spoken}
      onClick={() => (question === null ? void act() : setAsking(true))}
    >
      {label}
    </button>
  );
}
