import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ColumnName } from '../domain/column-names';
import { columns as columnsByName } from '../domain/columns';
import { FieldProblem } from './fields';

type Control = 'up' | 'down' | 'remove';

interface ColumnPickerProps {
  readonly columns: readonly ColumnName[];
  /** Those that there are to choose from. */
  readonly offered: readonly ColumnName[];
  readonly problem: string | undefined;
  readonly choose: (columns: ColumnName[]) => void;
}

export const columnLabel = (name: ColumnName): string => columnsByName[name].label;

/** The columns of a table in their order: moved, taken out and added with buttons, so that it needs no mouse. */
export function ColumnPicker({ columns, offered, problem, choose }: ColumnPickerProps) {
  const list = useRef<HTMLOListElement>(null);
  const adding = useRef<HTMLSelectElement>(null);
  const [said, setSaid] = useState('');
  // Rows keep their places and change their texts, so that the keyboard focus follows the column that was moved.
  const [next, setNext] = useState<{ row: number; control: Control } | null>(null);
  useLayoutEffect(() => {
    if (next === null) return;
    const row = list.current?.children[Math.min(next.row, columns.length - 1)];
    const button = row?.querySelector<HTMLButtonElement>(`.${next.control}`);
    (button ?? adding.current)?.focus();
    setNext(null);
  }, [next]);

  const move = (from: number, to: number) => {
    const column = columns[from];
    if (column === undefined || to < 0 || to >= columns.length) return;
    const others = columns.filter((_, index) => index !== from);
    choose([...others.slice(0, to), column, ...others.slice(to)]);
    setSaid(`${columnLabel(column)} is column ${to + 1} of ${columns.length}.`);
    setNext({ row: to, control: to < from ? 'up' : 'down' });
  };
  const remove = (at: number) => {
    const column = columns[at];
    if (column === undefined) return;
    choose(columns.filter((_, index) => index !== at));
    setSaid(`${columnLabel(column)} is taken out.`);
    setNext({ row: at, control: 'remove' });
  };
  const add = (column: ColumnName) => {
    choose([...columns, column]);
    setSaid(`${columnLabel(column)} is the last column.`);
  };
  const others = offered.filter((name) => !columns.includes(name));
  return (
    <>
      <ol class="picked" ref={list} aria-label="Columns in their order">
        {columns.map((column, index) => {
          const label = columnLabel(column);
          return (
            <li key={index}>
              <span>{label}</span>
              <button
                type="button"
                class="icon up"
                aria-label={`Move ${label} up`}
                aria-disabled={index === 0}
                onClick={() => move(index, index - 1)}
              />
              <button
                type="button"
                class="icon down"
                aria-label={`Move ${label} down`}
                aria-disabled={index === columns.length - 1}
                onClick={() => move(index, index + 1)}
              />
              <button
                type="button"
                class="icon remove"
                aria-label={`Take out ${label}`}
                onClick={() => remove(index)}
              />
            </li>
          );
        })}
      </ol>
      <FieldProblem id="columns-problem" problem={problem} />
      {others.length > 0 && (
        <select
          ref={adding}
          aria-label="Add a column"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : 'columns-problem'}
          value=""
          onChange={(event) => {
            const chosen = others.find((name) => name === event.currentTarget.value);
            event.currentTarget.value = '';
            if (chosen) add(chosen);
          }}
        >
          <option value="">Add a column…</option>
          {others.map((name) => (
            <option key={name} value={name}>
              {columnLabel(name)}
            </option>
          ))}
        </select>
      )}
      <p class="unseen" role="status">
        {said}
      </p>
    </>
  );
}
