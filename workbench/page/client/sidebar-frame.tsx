import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { addresses } from '../addresses';
import type { DeskView, FromSidebar, ToSidebar, WorkbenchView } from '../contract';
import { ask } from './server';

/** As HtmlService grants them (P2.2-3). */
const granted =
  'allow-same-origin allow-forms allow-scripts allow-popups allow-downloads allow-modals allow-popups-to-escape-sandbox';

interface Props {
  readonly sidebar: NonNullable<DeskView['sidebar']>;
  readonly clock: Pick<WorkbenchView, 'moves' | 'aheadSeconds'>;
  close(): void;
  focus(): void;
}

/** The sidebar's page, of another origin than this one as at Google, and what it may ask for. */
export function SidebarFrame({ sidebar, clock, close, focus }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const { sidebar: origin } = addresses(Number(location.port || 80));
  const actions = useRef({ close, focus });
  actions.current = { close, focus };
  // Not after painting: the sidebar could ask before that.
  useLayoutEffect(() => {
    const heard = async (event: MessageEvent<FromSidebar>) => {
      const window = frame.current?.contentWindow;
      if (!window || event.source !== window || event.origin !== origin) return;
      const { data } = event;
      if (data.kind === 'close') actions.current.close();
      else if (data.kind === 'focus') actions.current.focus();
      else {
        const { number, name, args } = data;
        const answer: ToSidebar = { kind: 'reply', number, reply: await ask('run', { name, args }) };
        window.postMessage(answer, origin);
      }
    };
    window.addEventListener('message', heard);
    return () => window.removeEventListener('message', heard);
  }, [origin]);
  // Whoever looks at the sidebar after an hour comes back to it.
  useEffect(() => {
    const time: ToSidebar = { kind: 'clock', aheadMs: clock.aheadSeconds * 1000 };
    frame.current?.contentWindow?.postMessage(time, origin);
  }, [clock.moves, origin]);
  return (
    <aside class="sidebar" aria-label={sidebar.title} data-testid="sidebar">
      <header>
        <h2>{sidebar.title}</h2>
        <button type="button" aria-label="Close sidebar" onClick={close}>
          ×
        </button>
      </header>
      <iframe
        key={sidebar.number}
        ref={frame}
        title={sidebar.title}
        data-testid="sidebar-frame"
        sandbox={granted}
        src={origin + sidebar.url}
      />
    </aside>
  );
}
