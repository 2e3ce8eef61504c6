import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Draft } from './app';
import type { Place } from './grid';

interface Props {
  readonly draft: Draft;
  readonly place: Place;
  change(text: string): void;
  finish(keep: boolean, down?: number, right?: number): void;
}

/** Typing in the cell itself. */
export function CellEditor({ draft, place, change, finish }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const { current } = field;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, []);
  const lines = draft.text.split('\n');
  const wide = Math.max(...lines.map((line) => line.length)) * 7 + 16;
  return (
    <textarea
      ref={field}
      class="cell-editor"
      aria-label="Cell"
      data-testid="cell-editor"
      spellcheck={false}
      value={draft.text}
      style={`left:${place.left}px;top:${place.top}px;width:${Math.max(place.width + 1, Math.min(wide, 480))}px;height:${Math.max(place.height + 1, lines.length * 17 + 4)}px`}
      onInput={({ currentTarget }) => change(currentTarget.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.isComposing || editingKey(event, finish)) return;
        if (event.key === 'Enter') change(`${draft.text}\n`);
        event.preventDefault();
      }}
    />
  );
}

/** Whether the key is one that just edits; the others end the editing, or start a new line (Alt or Ctrl with Enter). */
export function editingKey(event: KeyboardEvent, finish: Props['finish']): boolean {
  const { key, shiftKey } = event;
  const newLine = key === 'Enter' && (event.altKey || event.ctrlKey || event.metaKey);
  if (newLine) return false;
  if (key === 'Enter') finish(true, shiftKey ? -1 : 1, 0);
  else if (key === 'Tab') finish(true, 0, shiftKey ? -1 : 1);
  else if (key === 'Escape') finish(false);
  else return true;
  event.preventDefault();
  return true;
}
