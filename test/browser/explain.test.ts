import { callSidebar, newReport } from '../../workbench/demonstration';
import { startBrowser, stopBrowser, Visit } from './page';

beforeAll(startBrowser);
afterAll(stopBrowser);

test('a number is explained in the sidebar, the next one with a click, and a cell that is nobody’s is called so (P2.2-13)', async () => {
  const visit = await Visit.open(async (opened) => {
    const { file, sandbox } = opened;
    await file.open(file.keyboard);
    await callSidebar(file, file.keyboard, 'connect', { key: sandbox.keys.full, use: 'owner' });
    const report = newReport(
      { period: 'last_quarter', type: null, limit: 5, where: 'cell', style: 'board' },
      { comparison: 'full', totals: true, name: 'Quarter' },
    );
    await callSidebar(file, file.keyboard, 'saveReport', report);
    return opened;
  });
  try {
    const { sidebar } = visit;
    await visit.goTo('D5');
    await visit.chooseFromMenu('Explain this number');
    await sidebar.getByText(/^This is Revenue of .+ in Quarter\.$/).waitFor();
    await sidebar.getByRole('heading', { name: 'From Journeybee' }).waitFor();
    await sidebar.getByRole('heading', { name: 'Compare in Journeybee' }).waitFor();
    expect(await visit.axe()).toEqual([]);
    await visit.goTo('G5');
    await visit.click('Explain selected cell');
    await sidebar.getByRole('heading', { name: 'Calculated here: revenue less previous revenue' }).waitFor();
    await visit.goTo('M30');
    await visit.click('Explain selected cell');
    await sidebar.getByText('This cell is not ours').waitFor();
    await visit.click('Back');
    await sidebar.getByRole('button', { name: 'Explain this number' }).waitFor();
  } finally {
    await visit.close();
  }
});
