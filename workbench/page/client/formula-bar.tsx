import { useEffect, useRef, useState } from 'preact/hooks';
import { cellName } from '../../apps-script/workbook/area';
import type { Rectangle } from '../contract';
import type { Draft } from './app';
import { editingKey } from './cell-editor';
import { parseName } from './names';

interface Props {
  readonly selection: Rectangle;
  readonly draft: Draft | null;
  /** Of the selected cell, as it was typed. */
  readonly text: string;
  /** Whether there is such a place. */
  jump(target: Rectangle): boolean;
  begin(): void;
  change(text: string): void;
  finish(keep: boolean, down?: number, right?: number): void;
}

export function FormulaBar({ selection, draft, text, jump, begin, change, finish }: Props) {
  const bar = useRef<HTMLInputElement>(null);
  return (
    <div class="formula-bar">
      <NameBox selection={selection} jump={jump} done={() => bar.current?.focus()} />
      <span class="fx" aria-hidden="true">
        fx
      </span>
      <input
        ref={bar}
        class="formula"
        aria-label="Formula bar"
        data-testid="formula-bar"
        spellcheck={false}
        autocomplete="off"
        value={draft ? draft.text : text}
        onFocus={() => {
          if (!draft) begin();
        }}
        onInput={({ currentTarget }) => change(currentTarget.value)}
        onBlur={() => {
          if (draft?.where === 'bar') finish(true);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.isComposing) return;
          const ends = ['Enter', 'Tab', 'Escape'].includes(event.key);
          if (!editingKey(event, finish)) event.preventDefault();
          if (ends) bar.current?.blur();
        }}
      />
    </div>
  );
}

/** Says what is selected; a name typed here is selected, and typing goes on in the formula bar. */
function NameBox({ selection, jump, done }: Pick<Props, 'selection' | 'jump'> & { done(): void }) {
  const { row, column, rows, columns } = selection;
  const corner = cellName(row + rows - 1, column + columns - 1);
  const name = rows * columns === 1 ? corner : `${cellName(row, column)}:${corner}`;
  const [text, setText] = useState<string | null>(null);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (text !== null) box.current?.select();
  }, [text !== null]);
  return (
    <input
      ref={box}
      class="name-box"
      aria-label="Name box"
      data-testid="name-box"
      spellcheck={false}
      autocomplete="off"
      value={text ?? name}
      onFocus={() => setText(name)}
      onInput={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={() => setText(null)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') box.current?.blur();
        if (event.key !== 'Enter') return;
        event.preventDefault();
        const target = parseName(text ?? '');
        if (target && jump(target)) {
          setText(null);
          done();
        } else box.current?.select();
      }}
    />
  );
}
