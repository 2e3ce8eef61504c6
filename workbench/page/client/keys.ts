export interface KeyActions {
  draft(): unknown;
  /** With a first character, or with what stands in the cell. */
  edit(text?: string): void;
  clear(): void;
  undo(): void;
  go(down: number, right: number): void;
  /** Makes the selection larger or smaller. */
  extend(down: number, right: number): void;
  texts(): string[][];
  paste(texts: string[][]): void;
}

/** Rows down and columns right. */
const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [25, 0],
  PageUp: [-25, 0],
  Home: [0, -Infinity],
};

/** The keys of a spreadsheet, and its clipboard, while the grid or nothing has the focus. The returned function stops that. */
export function gridKeys(grid: HTMLElement, actions: KeyActions): () => void {
  const ours = () => {
    const { activeElement } = document;
    return actions.draft() === null && (activeElement === document.body || grid.contains(activeElement));
  };

  const pressed = (event: KeyboardEvent) => {
    if (!ours() || event.isComposing || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    if (!command && act(event)) event.preventDefault();
    else if (command && event.key === 'Home') actions.go(-Infinity, -Infinity);
    else if (command && event.key === 'z') actions.undo();
    // Whatever else the grid's own shortcuts would do is not for here; the browser may have its own.
    event.stopImmediatePropagation();
  };

  const act = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const [down, right] = ways[key] ?? [];
    if (down !== undefined && right !== undefined) (shiftKey ? actions.extend : actions.go)(down, right);
    else if (key.length === 1) actions.edit(key);
    else if (key === 'Enter' && shiftKey) actions.go(-1, 0);
    else if (key === 'Enter' || key === 'F2') actions.edit();
    else if (key === 'Delete' || key === 'Backspace') actions.clear();
    else if (key === 'Tab') actions.go(0, shiftKey ? -1 : 1);
    else return false;
    return true;
  };

  const copied = (event: ClipboardEvent) => {
    if (!ours()) return;
    event.clipboardData?.setData(
      'text/plain',
      actions
        .texts()
        .map((line) => line.join('\t'))
        .join('\n'),
    );
    if (event.type === 'cut') actions.clear();
    taken(event);
  };

  const pasted = (event: ClipboardEvent) => {
    if (!ours()) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
    if (text !== '') actions.paste(lines.map((line) => line.split('\t')));
    taken(event);
  };

  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  window.addEventListener('keydown', pressed, options);
  window.addEventListener('copy', copied, options);
  window.addEventListener('cut', copied, options);
  window.addEventListener('paste', pasted, options);
  return () => listening.abort();
}

function taken(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
