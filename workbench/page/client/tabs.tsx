import { useEffect, useRef, useState } from 'preact/hooks';
import type { ActionName, Actions, SheetView } from '../contract';

interface Props {
  readonly sheets: readonly SheetView[];
  readonly active: string;
  show(id: string): void;
  act<N extends ActionName>(name: N, action: Actions[N]): Promise<unknown>;
}

/** The sheets, those in sight; a menu on the active one's arrow. */
export function Tabs({ sheets, active, show, act }: Props) {
  const [naming, setNaming] = useState<string | null>(null);
  const [menu, setMenu] = useState(false);
  const bar = useRef<HTMLElement>(null);
  const hidden = sheets.filter((sheet) => sheet.hidden);
  useEffect(() => {
    if (!menu) return;
    const away = ({ target }: Event) => {
      if (!(target instanceof Element && target.closest('.tab-menu, .tab-arrow'))) setMenu(false);
    };
    window.addEventListener('pointerdown', away, true);
    return () => window.removeEventListener('pointerdown', away, true);
  }, [menu]);
  const item = (label: string, work: () => void) => (
    <button
      type="button"
      role="menuitem"
      key={label}
      onClick={() => {
        setMenu(false);
        work();
      }}
    >
      {label}
    </button>
  );
  return (
    <nav class="tabs" aria-label="Sheets" ref={bar}>
      <button
        type="button"
        class="add-sheet"
        aria-label="Add sheet"
        data-testid="add-sheet"
        onClick={() => void act('addSheet', {})}
      >
        +
      </button>
      <div role="tablist" class="tab-list">
        {sheets
          .filter((sheet) => !sheet.hidden)
          .map(({ id, name }) => (
            <div class={id === active ? 'tab active' : 'tab'} key={id}>
              {naming === id ? (
                <TabName
                  name={name}
                  done={(changed) => {
                    setNaming(null);
                    if (changed !== null && changed !== name) void act('renameSheet', { sheetId: id, name: changed });
                  }}
                />
              ) : (
                <button
                  type="button"
                  role="tab"
                  aria-selected={id === active}
                  onClick={() => show(id)}
                  onDblClick={() => setNaming(id)}
                >
                  {name}
                </button>
              )}
              {id === active && (
                <button
                  type="button"
                  class="tab-arrow"
                  aria-label={`Menu of ${name}`}
                  aria-expanded={menu}
                  onClick={() => setMenu(!menu)}
                >
                  ▾
                </button>
              )}
              {id === active && menu && (
                <div class="tab-menu" role="menu">
                  {item('Rename', () => setNaming(id))}
                  {item('Delete', () => void act('deleteSheet', { sheetId: id }))}
                  {item('Hide sheet', () => void act('hideSheet', { sheetId: id, hidden: true }))}
                  {hidden.map((sheet) =>
                    item(`Show “${sheet.name}”`, () => void act('hideSheet', { sheetId: sheet.id, hidden: false })),
                  )}
                </div>
              )}
            </div>
          ))}
      </div>
    </nav>
  );
}

function TabName({ name, done }: { readonly name: string; done(changed: string | null): void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <input
      ref={field}
      class="tab-name"
      aria-label="Sheet name"
      defaultValue={name}
      size={Math.max(6, name.length)}
      onBlur={({ currentTarget }) => done(currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') field.current?.blur();
        if (event.key === 'Escape') done(null);
      }}
    />
  );
}
