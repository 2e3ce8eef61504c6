import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { cellName } from '../../apps-script/workbook/area';
import type { ActionName, Actions, BookView, Cell, Rectangle, SheetView } from '../contract';
import { CellEditor } from './cell-editor';
import { FormulaBar } from './formula-bar';
import { Grid } from './grid';
import { Introduction } from './introduction';
import { gridKeys } from './keys';
import { type MenuItem, Menus } from './menus';
import { AlertBox, Banner, type Notice, Toast } from './notices';
import { ask, type Views } from './server';
import { SheetChart } from './sheet-chart';
import { SidebarFrame } from './sidebar-frame';
import { Tabs } from './tabs';
import { useNow } from './use-now';
import { WorkbenchPanel } from './workbench-panel';

/** A text somebody is typing, and the cell it is for. */
export interface Draft {
  readonly where: 'cell' | 'bar';
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly before: string;
}

export interface Selection {
  readonly sheetId: string;
  readonly area: Rectangle;
}

const blank: Cell = { text: '' };

export function App({ views: { book, desk }, connected }: { views: Views; connected: boolean }) {
  const holder = useRef<HTMLDivElement>(null);
  const grid = useRef<Grid | null>(null);
  const [selection, setSelection, selectionNow] = useNow<Selection>({
    sheetId: desk.active.sheetId,
    area: single(desk.active),
  });
  const [draft, setDraft, draftNow] = useNow<Draft | null>(null);
  const [hover, setHover] = useState<{ readonly row: number; readonly column: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [, setMoves] = useState(0);

  const { sheetId, area } = selection;
  const sheet = sheetOf(book, sheetId);
  const cell = cellOf(sheet, area);
  const bookNow = useRef(book);
  bookNow.current = book;

  /** A refusal is told in a box, as Sheets tells what a person may not do. */
  const act = useCallback(async <N extends ActionName>(name: N, action: Actions[N]) => {
    const reply = await ask(name, action);
    if (!reply.ok) setProblem(reply.message);
    return reply;
  }, []);

  const edit = useCallback(
    (where: Draft['where'], text?: string) => {
      const { sheetId, area } = selectionNow();
      const { row, column } = area;
      const { text: shown, typed = shown } = cellOf(sheetOf(bookNow.current, sheetId), area);
      setHover(null);
      setDraft({ where, sheetId, row, column, text: text ?? typed, before: typed });
    },
    [selectionNow, setDraft],
  );

  const change = useCallback(
    (text: string) => {
      const now = draftNow();
      if (now) setDraft({ ...now, text });
    },
    [draftNow, setDraft],
  );

  const select = useCallback(
    (sheetId: string, area: Rectangle) => {
      if (!sameSelection(selectionNow(), { sheetId, area })) setSelection({ sheetId, area });
      setHover(null);
    },
    [selectionNow, setSelection],
  );

  const go = useCallback(
    (down: number, right: number) => {
      const { sheetId, area } = selectionNow();
      const sheet = sheetOf(bookNow.current, sheetId);
      if (!sheet || !grid.current) return;
      const row = Math.min(sheet.rows, Math.max(1, area.row + down));
      const column = Math.min(sheet.columns, Math.max(1, area.column + right));
      const target = { row, column, rows: 1, columns: 1 };
      grid.current.select(target);
      select(sheetId, target);
    },
    [select, selectionNow],
  );

  const extend = useCallback(
    (down: number, right: number) => {
      const { sheetId, area } = selectionNow();
      const sheet = sheetOf(bookNow.current, sheetId);
      if (!sheet || !grid.current) return;
      const rows = Math.min(sheet.rows - area.row + 1, Math.max(1, area.rows + down));
      const columns = Math.min(sheet.columns - area.column + 1, Math.max(1, area.columns + right));
      grid.current.select({ ...area, rows, columns });
      select(sheetId, { ...area, rows, columns });
    },
    [select, selectionNow],
  );

  const finish = useCallback(
    (keep: boolean, down = 0, right = 0) => {
      const draft = draftNow();
      if (!draft) return;
      setDraft(null);
      const { sheetId, row, column, text, before } = draft;
      if (keep && text !== before) void act('type', { sheetId, row, column, texts: [[text]] });
      if (down !== 0 || right !== 0) go(down, right);
      holder.current?.focus();
    },
    [act, draftNow, go, setDraft],
  );

  const show = useCallback(
    (id: string) => {
      finish(true);
      grid.current?.activate(id);
      if (grid.current) select(id, grid.current.area);
    },
    [finish, select],
  );

  // The grid outlives every drawing of the page around it.
  useLayoutEffect(() => {
    if (!holder.current) return;
    grid.current = new Grid(holder.current, book, desk.active.sheetId, {
      selected: (id, area) => {
        finish(true);
        select(id, area);
      },
      edit: () => edit('cell'),
      hovered: (row, column) => setHover({ row, column }),
      widened: (id, column, pixels) => void act('widen', { sheetId: id, column, pixels }),
      moved: () => setMoves((moves) => moves + 1),
    });
    void act('open', {});
    const wanted = book.sheets.find(({ id, hidden }) => !hidden && location.hash === `#gid=${id}`);
    if (wanted) show(wanted.id);
  }, []);

  // As in an address at Google: whoever loads the page again sees the same sheet.
  useEffect(() => {
    history.replaceState(null, '', `#gid=${sheetId}`);
  }, [sheetId]);

  useLayoutEffect(() => {
    grid.current?.show(book);
  }, [book]);

  // What a script selects is followed, and a sheet that is gone is left.
  const { active, selectedHere } = desk;
  const followed = useRef(JSON.stringify(active));
  useEffect(() => {
    const asked = JSON.stringify(active);
    const news = asked !== followed.current;
    followed.current = asked;
    const gone = !book.sheets.some(({ id, hidden }) => id === selectionNow().sheetId && !hidden);
    if (!((news && !selectedHere) || gone) || !grid.current) return;
    const inSight = book.sheets.filter((sheet) => !sheet.hidden);
    const target = inSight.find(({ id }) => id === active.sheetId) ?? (gone ? inSight[0] : undefined);
    if (!target) return;
    const area = single(target.id === active.sheetId ? active : { row: 1, column: 1 });
    setDraft(null);
    grid.current.activate(target.id);
    grid.current.select(area);
    select(target.id, area);
  }, [active, selectedHere, book, select, selectionNow, setDraft]);

  useEffect(() => {
    void ask('select', { sheetId, area });
  }, [sheetId, area]);

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    return gridKeys(element, {
      draft: draftNow,
      edit: (text) => edit('cell', text),
      clear: () => {
        const { sheetId, area } = selectionNow();
        void act('clear', { sheetId, area });
      },
      undo: () => void act('undo', {}),
      go,
      extend,
      texts: () => {
        const { sheetId, area } = selectionNow();
        return textsOf(sheetOf(bookNow.current, sheetId), area);
      },
      paste: (texts) => {
        const { sheetId, area } = selectionNow();
        void act('type', { sheetId, row: area.row, column: area.column, texts });
      },
    });
  }, [act, draftNow, edit, extend, go, selectionNow]);

  const choose = useCallback(async (entry: string) => {
    setNotice({ kind: 'running', text: 'Running script' });
    const reply = await ask('choose', { entry });
    setNotice(reply.ok ? null : { kind: 'error', text: reply.message });
  }, []);

  /** As at Google, the copy opens in a tab of its own; in this one where the browser opens none. */
  const copy = useCallback(async () => {
    const reply = await act('copy', {});
    if (!reply.ok) return;
    const address = `/?file=${Number(reply.value)}`;
    if (!window.open(address, '_blank')) location.assign(address);
  }, [act]);

  const menus = useMemo(() => {
    const { row, column, rows, columns } = area;
    const change = (axis: 'rows' | 'columns', at: number, count: number) => () =>
      void act('resize', { sheetId, axis, at, count });
    const rowWord = rows === 1 ? `row ${row}` : `rows ${row} – ${row + rows - 1}`;
    const columnWord = columns === 1 ? 'column' : `${columns} columns`;
    const edits: MenuItem[] = [
      { label: 'Undo', act: () => void act('undo', {}) },
      { label: 'Delete values', act: () => void act('clear', { sheetId, area }) },
      { label: `Delete ${rowWord}`, act: change('rows', row, -rows) },
      { label: `Delete ${columnWord}`, act: change('columns', column, -columns) },
    ];
    const inserts: MenuItem[] = [
      { label: 'Row above', act: change('rows', row, 1) },
      { label: 'Row below', act: change('rows', row + rows, 1) },
      { label: 'Column left', act: change('columns', column, 1) },
      { label: 'Column right', act: change('columns', column + columns, 1) },
      { label: 'Sheet', act: () => void act('addSheet', {}) },
    ];
    const files: MenuItem[] = [{ label: 'Make a copy', act: () => void copy() }];
    const entries = desk.addOn.entries.map((entry) => ({ label: entry, act: () => void choose(entry) }));
    return [
      { label: 'File', items: files },
      { label: 'Edit', items: edits },
      { label: 'Insert', items: inserts },
      { label: 'Extensions', items: [{ label: desk.addOn.name, items: entries }] },
    ];
  }, [act, area, choose, copy, desk.addOn, sheetId]);

  useEffect(() => {
    document.title = desk.title;
  }, [desk.title]);

  const hovered = hover && !draft ? sheet?.cells[cellName(hover.row, hover.column)]?.note : undefined;

  return (
    <div class="desk">
      <div class="google">
        <header class="title-bar">
          <span class="sheet-icon" aria-hidden="true" />
          <div class="title-and-menus">
            <h1>{desk.title}</h1>
            <Menus menus={menus} />
          </div>
          <span class="account" title={desk.user} data-testid="account">
            <span class="avatar" aria-hidden="true" data-first={desk.user.slice(0, 1)}>
              {desk.user.slice(0, 1)}
            </span>
            {desk.user}
          </span>
        </header>
        <FormulaBar
          selection={area}
          draft={draft}
          text={cell.typed ?? cell.text}
          jump={(target) => {
            if (
              !sheet ||
              target.row + target.rows - 1 > sheet.rows ||
              target.column + target.columns - 1 > sheet.columns
            )
              return false;
            grid.current?.select(target);
            select(sheetId, target);
            return true;
          }}
          begin={() => edit('bar')}
          change={change}
          finish={finish}
        />
        <output class="unseen" aria-label="Selected cell" aria-live="polite" data-testid="cell-shown">
          {cell.text}
        </output>
        <div class="middle">
          <main class="sheet-area" aria-label="Spreadsheet">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas in it takes a spreadsheet's keys */}
            <div class="grid" ref={holder} tabIndex={0} role="application" aria-label="Cells" data-testid="grid" />
            {sheet && grid.current && <SheetCharts sheet={sheet} grid={grid.current} />}
            {draft?.where === 'cell' && grid.current && (
              <CellEditor
                draft={draft}
                place={grid.current.place(draft.row, draft.column)}
                change={change}
                finish={finish}
              />
            )}
            {hover && hovered && grid.current && (
              <div class="note-card" role="tooltip" style={besideCell(grid.current, holder.current, hover)}>
                <strong>{cellTitle(sheet, hover)}</strong>
                {hovered}
              </div>
            )}
            <p class={cell.note ? 'note-line' : 'note-line unseen'} role="note" data-testid="cell-note">
              {cell.note}
            </p>
            <Introduction desk={desk} sheets={book.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name)} />
          </main>
          {desk.sidebar && (
            <SidebarFrame
              sidebar={desk.sidebar}
              clock={desk.workbench}
              close={() => void act('closeSidebar', {})}
              focus={() => holder.current?.focus()}
            />
          )}
        </div>
        <Tabs sheets={book.sheets} active={sheetId} show={show} act={act} />
        <Toast toast={desk.toast} />
        {!connected && (
          <Banner notice={{ kind: 'error', text: 'Trying to reach the workbench. Is npm start still running?' }} />
        )}
        {connected && notice && <Banner notice={notice} dismiss={() => setNotice(null)} />}
        {problem && <AlertBox text={problem} dismiss={() => setProblem(null)} />}
      </div>
      <WorkbenchPanel desk={desk} />
    </div>
  );
}

/** Over the cells, and under the headers and what is frozen beside them. */
function SheetCharts({ sheet, grid }: { readonly sheet: SheetView; readonly grid: Grid }) {
  if (grid.sheetId !== sheet.id) return null;
  return (
    <>
      {sheet.charts.map((chart) => {
        const edge = grid.edge(chart.row, chart.column);
        const { left, top } = grid.place(chart.row, chart.column);
        return (
          <div class="chart-frame" key={chart.id} style={`left:${edge.left}px;top:${edge.top}px`}>
            <SheetChart chart={chart} left={left - edge.left + chart.x} top={top - edge.top + chart.y} />
          </div>
        );
      })}
    </>
  );
}

function sheetOf(book: BookView, id: string): SheetView | undefined {
  return book.sheets.find((sheet) => sheet.id === id) ?? book.sheets[0];
}

function cellOf(sheet: SheetView | undefined, { row, column }: Rectangle): Cell {
  return sheet?.cells[cellName(row, column)] ?? blank;
}

function single({ row, column }: { readonly row: number; readonly column: number }): Rectangle {
  return { row, column, rows: 1, columns: 1 };
}

function sameSelection(a: Selection, b: Selection): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function textsOf(sheet: SheetView | undefined, { row, column, rows, columns }: Rectangle): string[][] {
  return Array.from({ length: rows }, (_, down) =>
    Array.from({ length: columns }, (_, right) => sheet?.cells[cellName(row + down, column + right)]?.text ?? ''),
  );
}

/** To the right of the cell, or where there is no room, below and to the left. */
function besideCell(grid: Grid, holder: HTMLElement | null, { row, column }: { row: number; column: number }): string {
  const { left, top, width, height } = grid.place(row, column);
  const room = (holder?.clientWidth ?? 0) - left - width;
  return room > 280
    ? `left:${left + width + 4}px;top:${top}px`
    : `left:${Math.max(8, left - 268)}px;top:${top + height + 4}px`;
}

function cellTitle(sheet: SheetView | undefined, { row, column }: { row: number; column: number }): string {
  const text = sheet?.cells[cellName(row, column)]?.text ?? '';
  return text.startsWith('#') ? 'Error' : '';
}
