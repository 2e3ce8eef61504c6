// The sidebar without the spreadsheet beside it: the add-on's menu as buttons, and the frame with its google.script.run.
import { render } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { DeskView } from '../contract';
import { ask, watchDesk } from './server';
import { SidebarFrame } from './sidebar-frame';

const root = document.getElementById('page');
if (!root) throw new Error('The page has no root.');

function SidebarHost({ desk }: { readonly desk: DeskView }) {
  const [problem, setProblem] = useState<string | null>(null);
  useLayoutEffect(() => void ask('open', {}), []);
  const choose = async (entry: string) => {
    const reply = await ask('choose', { entry });
    setProblem(reply.ok ? null : reply.message);
  };
  return (
    <>
      <nav aria-label={desk.addOn.name}>
        {desk.addOn.entries.map((entry) => (
          <button key={entry} type="button" onClick={() => void choose(entry)}>
            {entry}
          </button>
        ))}
        {problem && <p role="alert">{problem}</p>}
      </nav>
      {desk.sidebar && (
        <SidebarFrame
          sidebar={desk.sidebar}
          clock={desk.workbench}
          close={() => void ask('closeSidebar', {})}
          focus={() => window.focus()}
        />
      )}
    </>
  );
}

watchDesk((desk) => render(<SidebarHost desk={desk} />, root));
