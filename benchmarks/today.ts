import { callSidebar, newReport } from '../workbench/demonstration';
import type { Driver, Subject } from './driver';

/** Drives the add-on as it is built now. */
const driver: Driver = {
  connect: async ({ file, sandbox }) => {
    await callSidebar(file, file.owner, 'connect', { key: sandbox.keys.full, use: 'owner' });
  },
  insert: async ({ file }, { name, period, type, rows, filters, ...more }) => {
    const report = newReport(
      { period, type, limit: 10, where: 'cell' },
      { name, rows, ...more, ...(filters && { filters: { partner: [], ...filters } }) },
    );
    await callSidebar(file, file.owner, 'saveReport', report);
  },
  refreshFromSidebar: async ({ file }) => {
    await callSidebar(file, file.owner, 'refresh', { id: null, withMyKey: false });
  },
  firstAnswer: async ({ file }) => {
    await callSidebar(file, file.owner, 'overview', undefined);
  },
  countFormulas: async ({ file }) => {
    const outcome = await file.run(file.owner, 'sidebarCall', ['formulas'], 'FULL');
    if (!outcome.ok) throw new Error(outcome.message);
  },
  refreshEntry: 'refreshAllTables',
  menuEntry: 'Open Journeybee',
};

export const today: Subject = { dist: 'dist', driver };
