import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import type { Workbench } from '../../workbench/workbench';

/** Something that was kept, whatever became of it since. */
export interface Kept {
  readonly store: 'document property' | 'user property' | 'cache';
  /** Whose user property it is; '' of a file. */
  readonly of: string;
  readonly name: string;
  readonly value: string;
}

/** Writes down from now on all that is put into a file's stores and these people's. */
export function keptFromNow(
  { google }: Workbench,
  files: readonly SpreadsheetFile[],
  people: readonly string[],
): Kept[] {
  const kept: Kept[] = [];
  for (const { properties, cache } of files) {
    noteSet(properties, (name, value) => kept.push({ store: 'document property', of: '', name, value }));
    const put = cache.put.bind(cache);
    cache.put = (name, value, seconds) => {
      kept.push({ store: 'cache', of: '', name, value });
      put(name, value, seconds);
    };
  }
  for (const person of people) {
    noteSet(google.account(person).properties, (name, value) =>
      kept.push({ store: 'user property', of: person, name, value }),
    );
  }
  return kept;
}

function noteSet(store: Map<string, string>, note: (name: string, value: string) => void): void {
  for (const [name, value] of store) note(name, value);
  const set = store.set.bind(store);
  store.set = (name, value) => {
    note(name, value);
    return set(name, value);
  };
}

/** All that executions give back from now on: to the sidebar, to cells, or to whoever else called. */
export function answersFromNow({ google }: Workbench): Array<{ readonly to: string; readonly text: string }> {
  const answers: Array<{ to: string; text: string }> = [];
  const run = google.run.bind(google);
  google.run = async (name, args, context) => {
    const outcome = await run(name, args, context);
    answers.push({ to: context.user, text: JSON.stringify(outcome) });
    return outcome;
  };
  return answers;
}
