import { personEmail } from './google/person';
import { documentStore } from './google/properties';
import { removeDefinitionSheet } from './reports/definition-sheet';
import { forgetKeptDefinition } from './reports/definition-store';
import { rangeNameOf, readReports } from './reports/report';
import { withRun } from './reports/run';
import { removeSampleRange } from './reports/sample';
import { removeState } from './reports/state';
import { endOwnSchedules } from './schedules/running';
import { removeBlockRange } from './sheets/block-range';

/**
 * Takes all that the add-on keeps out of this spreadsheet: reports, schedules, receipts, what was allowed, a key that was shared.
 * Cells stay as they are. The cache forgets by itself within hours, and people's own keys are theirs.
 */
export function removeEverything(): string {
  withRun({ by: personEmail(), why: 'asked' }, () => {
    endOwnSchedules();
    for (const report of readReports()) {
      if (rangeNameOf(report) !== '') removeBlockRange(rangeNameOf(report));
      // The copies are removed before the sheet, which would be restored from them.
      forgetKeptDefinition(report.id);
      removeState(report.id);
    }
    removeSampleRange();
    removeDefinitionSheet();
  });
  // With the receipt of it, and the lease.
  documentStore.clear();
  return 'Nothing of Journeybee is kept in this spreadsheet any more. Its cells stay as they are; formulas show an error.';
}
