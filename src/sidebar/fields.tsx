import type { ComponentChildren } from 'preact';
import type { Draft, DraftProblems } from './draft';

export interface FieldsProps {
  readonly draft: Draft;
  readonly problems: DraftProblems;
  readonly change: (changed: Partial<Draft>) => void;
}

export interface Option<T> {
  readonly value: T;
  readonly label: string;
}

interface SelectProps<T> {
  readonly id: string;
  readonly label: string;
  readonly value: T;
  /** null is a choice like any other. */
  readonly options: ReadonlyArray<Option<T>>;
  readonly help?: string | undefined;
  readonly choose: (value: T) => void;
}

/** One of a few. */
export function Select<T extends string | null>({ id, label, value, options, help, choose }: SelectProps<T>) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => {
          const chosen = options.find((option) => (option.value ?? '') === event.currentTarget.value);
          if (chosen) choose(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value ?? ''}>
            {option.label}
          </option>
        ))}
      </select>
      {help && (
        <p class="quiet" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

interface CheckProps {
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
  readonly check: (checked: boolean) => void;
}

export function Check({ id, label, checked, check }: CheckProps) {
  return (
    <div class="option">
      <input type="checkbox" id={id} checked={checked} onChange={(event) => check(event.currentTarget.checked)} />
      <label for={id}>{label}</label>
    </div>
  );
}

/** What is wrong with a field, beside it. */
export function FieldProblem({ id, problem }: { readonly id: string; readonly problem: string | undefined }) {
  if (problem === undefined) return null;
  return (
    <p class="problem" id={id}>
      {problem}
    </p>
  );
}

interface DisclosureProps {
  readonly id: string;
  readonly label: string;
  /** What it holds, for whoever does not open it. */
  readonly summary?: string | undefined;
  readonly open: boolean;
  readonly toggle: () => void;
  readonly children: ComponentChildren;
}

/** What most people need not see, behind a button that says what it holds. */
export function Disclosure({ id, label, summary, open, toggle, children }: DisclosureProps) {
  return (
    <div class="disclosure">
      <button type="button" class="disclose" aria-expanded={open} aria-controls={id} onClick={toggle}>
        <span>{label}</span>
        {summary && <span class="summary">{summary}</span>}
      </button>
      <div id={id} hidden={!open}>
        {open && children}
      </div>
    </div>
  );
}
