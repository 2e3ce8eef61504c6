import { useEffect, useRef, useState } from 'preact/hooks';

export interface MenuItem {
  readonly label: string;
  readonly act?: () => void;
  readonly items?: readonly MenuItem[];
}

/** The menu bar. A menu opens by click, by arrow keys and, once one is open, by pointing at it. */
export function Menus({ menus }: { readonly menus: readonly MenuItem[] }) {
  const [open, setOpen] = useState<string | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open === null) return;
    const away = ({ target }: Event) => {
      if (!(target instanceof Node && bar.current?.contains(target))) setOpen(null);
    };
    window.addEventListener('pointerdown', away, true);
    window.addEventListener('blur', () => setOpen(null), { once: true });
    return () => window.removeEventListener('pointerdown', away, true);
  }, [open]);
  const close = () => {
    setOpen(null);
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  return (
    <div class="menu-bar" role="menubar" ref={bar}>
      {menus.map(({ label, items = [] }) => (
        <div class="menu" key={label}>
          <button
            type="button"
            role="menuitem"
            aria-haspopup="menu"
            aria-expanded={open === label}
            data-testid={`menu-${label.toLowerCase()}`}
            onClick={() => setOpen(open === label ? null : label)}
            onPointerEnter={() => open !== null && setOpen(label)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') {
                event.preventDefault();
                setOpen(label);
              } else if (event.key === 'Escape') close();
            }}
          >
            {label}
          </button>
          {open === label && <MenuList items={items} close={close} />}
        </div>
      ))}
    </div>
  );
}

function MenuList({ items, close }: { readonly items: readonly MenuItem[]; close(): void }) {
  const [open, setOpen] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  const step = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>(':scope > div > button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    buttons[(at + by + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div class="menu-list" role="menu" tabIndex={-1} ref={list} onKeyDown={step}>
      {items.length === 0 && <p class="menu-empty">Nothing here yet</p>}
      {items.map((item) => (
        <div class="menu" key={item.label} onPointerEnter={() => setOpen(item.items ? item.label : null)}>
          <button
            type="button"
            role="menuitem"
            {...(item.items ? { 'aria-haspopup': 'menu', 'aria-expanded': open === item.label } : {})}
            onClick={() => {
              if (item.items) setOpen(item.label);
              else {
                close();
                item.act?.();
              }
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight' && item.items) setOpen(item.label);
            }}
          >
            {item.label}
            {item.items && (
              <span class="more" aria-hidden="true">
                ▸
              </span>
            )}
          </button>
          {item.items && open === item.label && <MenuList items={item.items} close={close} />}
        </div>
      ))}
    </div>
  );
}
