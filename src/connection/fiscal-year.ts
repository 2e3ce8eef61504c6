import { FiscalStartRequest, Month } from '../contract/requests';
import { parsed } from '../domain/parsing';
import { monthNames } from '../domain/period-wording';
import { defaultFiscalStart } from '../domain/periods';
import { documentStore } from '../google/properties';
import { Problem } from '../problem';
import { changeConsent } from './consent';

const propertyName = 'fiscalStart';

/** The month that this spreadsheet's fiscal year starts in, from 1 to 12. */
export const fiscalStart = (): number => chosenFiscalStart() ?? defaultFiscalStart;

/** null where nobody has chosen one in this very spreadsheet: the choice does not travel with a copy (P8.1-7). */
export function chosenFiscalStart(): number | null {
  return parsed(Month, Number(documentStore.get(propertyName) ?? Number.NaN));
}

/** For everybody's reports and formulas in this spreadsheet. */
export function setFiscalStart(request: unknown): string {
  const wanted = parsed(FiscalStartRequest, request);
  if (!wanted) throw new Problem('Choose a month.');
  const { month } = wanted;
  // The value that cells read is changed first: where that fails, the sidebar does not report a change.
  changeConsent((consent) => ({ ...consent, fiscalStart: month }));
  documentStore.set(propertyName, String(month));
  return `Fiscal years start in ${monthNames[month - 1]} from now on. Refresh the reports and formulas that show one.`;
}
