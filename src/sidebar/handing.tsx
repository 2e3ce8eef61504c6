import { useRef, useState } from 'preact/hooks';
import type { ReportCells } from '../contract/sidebar-api';
import { copyText } from './copying';
import { focusSpreadsheet, readServer } from './server';

interface HandingProps {
  /** The report's id. */
  readonly id: string;
  /** The spreadsheet's id. */
  readonly file: string;
  readonly cells: ReportCells;
}

/** How a report is handed on: into a presentation, as a link, as a PDF. */
export function HandingItems({ id, file, cells }: HandingProps) {
  const [said, setSaid] = useState<{ readonly of: 'cells' | 'link' | 'problem'; readonly text: string } | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const link = linkTo(file, cells);
  const select = () => {
    setSaid(null);
    readServer('goTo', { id })
      .then(() => {
        setSaid({ of: 'cells', text: selected });
        // The next Ctrl+C is the spreadsheet's.
        focusSpreadsheet();
      })
      .catch((error: Error) => setSaid({ of: 'problem', text: error.message }));
  };
  // The link is at hand before the click: some browsers let nothing be copied later.
  const copy = () => {
    setSaid({ of: 'link', text: '' });
    void copyText(link, () => field.current).then((text) => setSaid({ of: 'link', text }));
  };
  return (
    <>
      <li>
        <button type="button" class="item" onClick={select}>
          Select report
        </button>
      </li>
      <li>
        <button type="button" class="item" onClick={copy}>
          Copy link
        </button>
      </li>
      <li>
        <p role="status" class={said?.of === 'problem' ? 'problem' : 'quiet'}>
          {said?.text}
        </p>
        {said?.of === 'link' && <textarea ref={field} readOnly rows={3} aria-label="Link" value={link} />}
        <a class="item" href={pdfOf(file, cells)} target="_blank" rel="noreferrer">
          Download PDF
        </a>
      </li>
    </>
  );
}

const selected = 'The report is selected. Ctrl+C (⌘C on a Mac) copies it for Slides or Docs.';

const addressOf = (file: string) => `https://docs.google.com/spreadsheets/d/${encodeURIComponent(file)}`;

/** Opens the spreadsheet with these cells selected (P2.2-10). */
const linkTo = (file: string, { sheetId, range }: ReportCells): string =>
  `${addressOf(file)}/edit?gid=${sheetId}#gid=${sheetId}&range=${range}`;

/** Google's address of these cells as a PDF: landscape, as wide as the page (P2.2-11). */
const pdfOf = (file: string, { sheetId, range }: ReportCells): string =>
  `${addressOf(file)}/export?format=pdf&gid=${sheetId}&range=${range}&portrait=false&fitw=true&gridlines=false`;
