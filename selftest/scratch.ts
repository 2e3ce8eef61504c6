import { flush, spreadsheet } from '../src/google/spreadsheet';
import { now, sleep } from '../src/google/time';
import { Problem } from '../src/problem';
import { type Answer, textOf } from './answer';
import { forgetHourlyRun, isHourlyRunAwaited, isOfHourlyRun } from './hourly-run';

type Range = GoogleAppsScript.Spreadsheet.Range;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

const sheetName = 'Journeybee self-test';
const secondSheetName = `${sheetName} 2`;
/** All that the probes keep anywhere is kept under this name: a property, a cache entry. */
export const scratchName = 'JB_SELFTEST';
/** In the cache: what onOpen was told. */
export const openName = 'JB_SELFTEST_OPEN';
/** A sheet that a person prepares, since no script can: docs/platform.md says how. */
export const preparedName = 'Journeybee self-test table';
export const scratchRange = 'JB_SELFTEST_RANGE';
/** As long as a cache's key may be, and one more. */
export const cacheKeys = { longest: 'k'.repeat(250), tooLong: 'k'.repeat(251) } as const;

const pollMs = 500;
const lastingPolls = 6;
const patienceMs = 20_000;
/** After so long nothing is waited for any more: an execution has six minutes, and the sheet is to go (P4-6). */
const patienceInAllMs = 200_000;

/** A sheet that the self-test makes and takes away again. Each probe has rows of its own. */
export class Scratch {
  readonly sheet: Sheet;
  private row = 1;
  private readonly deadline = now() + patienceInAllMs;

  constructor() {
    const left = spreadsheet()
      .getSheets()
      .map((sheet) => sheet.getName())
      .find((name) => name === sheetName || name === secondSheetName);
    if (left !== undefined) {
      throw new Problem(
        `There is a sheet ${left}. If no other self-test is running, one did not reach its end: delete the sheet, and run again.`,
      );
    }
    this.sheet = spreadsheet().insertSheet(sheetName);
  }

  secondSheet(): Sheet {
    return spreadsheet().insertSheet(secondSheetName);
  }

  /** Cells in a row that no probe has used. */
  cells(columns = 1): Range {
    this.row += 3;
    return this.sheet.getRange(this.row, 1, 1, columns);
  }

  /** What a cell answers that calls the self-test's function. Arguments as a formula has them. */
  ask(question: string, ...given: string[]): Answer {
    return this.answerOf(`=JB_SELFTEST(${[`"${question}"`, ...given].join(';')})`);
  }

  /** Answers are JSON. An error has to last: while a cell is loading, another one may show for a moment. */
  answerOf(formula: string): Answer {
    const cell = this.cells();
    cell.setFormula(formula);
    let value = '';
    let errors = 0;
    const arrived = this.waitFor(() => {
      value = String(cell.getValue());
      errors = value.startsWith('#') ? errors + 1 : 0;
      return value.startsWith('{') || errors > lastingPolls;
    });
    if (!arrived) return { answer: 'no answer in time', detail: value };
    return errors > 0 ? { answer: 'refused', detail: value } : (JSON.parse(value) as Answer);
  }

  /** Sees what others write: reads are answered from before the last flush otherwise. */
  waitFor(there: () => boolean): boolean {
    const end = Math.min(now() + patienceMs, this.deadline);
    for (;;) {
      flush();
      if (there()) return true;
      if (now() >= end) return false;
      sleep(pollMs);
    }
  }
}

/** Takes everything away that probes may have left, whatever became of them, and says what would not go. */
export function cleanUp(): string[] {
  const steps: Readonly<Record<string, () => void>> = {
    'a named range': () => {
      if (spreadsheet().getRangeByName(scratchRange)) spreadsheet().removeNamedRange(scratchRange);
    },
    'a trigger': () => {
      const stays = isHourlyRunAwaited() ? isOfHourlyRun : () => false;
      const own = ScriptApp.getUserTriggers(spreadsheet());
      for (const trigger of own.filter((one) => !stays(one))) ScriptApp.deleteTrigger(trigger);
    },
    'a user property': () => void PropertiesService.getUserProperties().deleteProperty(scratchName),
    'what the hourly run was told': forgetHourlyRun,
    'a document property': () => void PropertiesService.getDocumentProperties()?.deleteProperty(scratchName),
    'a cache entry': () => {
      for (const key of [scratchName, openName, cacheKeys.longest]) CacheService.getDocumentCache()?.remove(key);
    },
    'a sheet': () => {
      for (const sheet of spreadsheet().getSheets())
        if ([sheetName, secondSheetName].includes(sheet.getName())) spreadsheet().deleteSheet(sheet);
      flush();
    },
  };
  return Object.entries(steps).flatMap(([what, remove]) => {
    try {
      remove();
      return [];
    } catch (error) {
      return [`${what}: ${textOf(error)}`];
    }
  });
}
