import type { SaveReportRequest } from '../src/contract/requests';
import { definitionOf } from '../src/sidebar/draft';
import { reportTemplates } from '../src/sidebar/report-templates';
import type { Clock } from './clock';
import { callSidebar } from './demonstration';
import { thumbnailOf } from './thumbnail';
import { openWorkbench } from './workbench';

/** How much of a sheet is shown, in its pixels. The columns of a scorecard are wide. */
const widths = { report: 560, scorecard: 640 } as const;

/** A picture of each example, as the add-on makes it of a believable company: an object of SVGs, as JSON. */
export async function drawThumbnails(clock: Clock): Promise<string> {
  const pictures: Array<readonly [string, string]> = [];
  const { file, sandbox, close } = await openWorkbench({ clock, seed: 1, account: 'believable' });
  try {
    const { workbook, owner } = file;
    await file.open(owner);
    await callSidebar(file, owner, 'connect', { key: sandbox.keys.full, use: 'owner' });
    const overview = await callSidebar(file, owner, 'learnLabels', undefined);
    const { owners } = overview;
    const strangers = owners.map((other) => ({ ...other, isMe: false }));
    const kinds = [[], strangers, owners].flatMap((people) => reportTemplates({ ...overview, owners: people }));
    const templates = new Map(kinds.map((template) => [template.id, template]));
    for (const [id, { draft }] of templates) {
      const wanted: SaveReportRequest = { id: null, definition: definitionOf(draft), where: 'sheet' };
      await callSidebar(file, owner, 'saveReport', wanted);
      pictures.push([id, thumbnailOf(workbook, workbook.activeSheetId, widths.report)]);
    }
    await callSidebar(file, owner, 'insertScorecard', undefined);
    await workbook.settled();
    pictures.push(['scorecard', thumbnailOf(workbook, workbook.activeSheetId, widths.scorecard)]);
  } finally {
    await close();
  }
  return `${JSON.stringify(Object.fromEntries(pictures), null, 2)}\n`;
}
