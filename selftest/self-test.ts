import { remember } from '../src/google/cache';
import { addMenu, mayTouchFile, showSidebar } from '../src/google/interface';
import { requirePerson } from '../src/google/person';
import { localTime, spreadsheet } from '../src/google/spreadsheet';
import { now } from '../src/google/time';
import { probes } from './probes';
import { findingsOf, reportText } from './report';
import { cleanUp, openName, Scratch } from './scratch';

/** What the menu was told of its mode is kept until a probe asks for it; in the mode NONE nothing can be. */
export function openMenu(authMode: unknown): void {
  addMenu([
    { label: 'Run self-test', functionName: 'openSelfTest' },
    { label: 'Prepare the hourly run', functionName: 'prepareHourlyRun' },
  ]);
  remember(openName, `${authMode}, ${mayTouchFile(authMode) ? 'known' : 'not known'}`, 21_600);
}

/** The sidebar asks for the report by itself. */
export function openSidebar(): void {
  requirePerson();
  showSidebar('Journeybee self-test');
}

/** Runs every probe in a sheet of its own, and takes it away again: no probe that fails gets in the way of that. */
export function runSelfTest(): string {
  requirePerson();
  const began = localTime(now(), 'yyyy-MM-dd HH:mm');
  const scratch = new Scratch();
  const findings = findingsOf(probes, scratch);
  const leftBehind = cleanUp();
  const title = `Journeybee self-test, ${began} in ${spreadsheet().getSpreadsheetTimeZone()}`;
  return reportText(title, findings, leftBehind);
}
