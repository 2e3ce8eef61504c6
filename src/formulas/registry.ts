import type { CustomFunction } from './custom-function';
import { figureNeeds, partnerFigure } from './partner-figure';
import { partnerTable, tableNeeds } from './partner-table';
import { scorecard, scorecardNeeds } from './scorecard';

/**
 * Every function that cells call. Finding formulas, refreshing them, fetching for them beforehand, the names that the build
 * keeps and the tests follow from this list. `src/main.ts` has two lines for each: one under its name, and one under the name
 * that it has while formulas are refreshed.
 */
export const customFunctions = {
  JB_PARTNERS: { parameters: ['period', 'type', 'limit', 'options'], run: partnerTable, query: tableNeeds },
  JB_PARTNER: { parameters: ['partner', 'metric', 'period', 'type'], run: partnerFigure, query: figureNeeds },
  JB_SCORECARD: { parameters: ['partner', 'period', 'type'], run: scorecard, query: scorecardNeeds },
} as const satisfies Readonly<Record<`JB_${string}`, CustomFunction>>;

export type FunctionName = keyof typeof customFunctions;
export const functionNames = Object.keys(customFunctions) as readonly FunctionName[];

/** By its name. */
export const customFunction = (name: FunctionName): CustomFunction => customFunctions[name];

const otherNameEnding = '_REFRESHING';

/** The name that a function has while a refresh has changed the texts of formulas. */
export const refreshingName = (name: string): string => name + otherNameEnding;

export interface CalledFunction {
  readonly name: FunctionName;
  /** As it is written: names of functions are not case-sensitive. */
  readonly written: string;
  /** Whether it is called by its other name. */
  readonly isRefreshing: boolean;
}

/** The function that is called by a name in a formula; null: none of the add-on. */
export function functionCalled(text: string): CalledFunction | null {
  const [, written = '', ending] = /^(JB_\w+?)(_REFRESHING)?$/i.exec(text) ?? [];
  const name = functionNames.find((other) => other === written.toUpperCase());
  return name === undefined ? null : { name, written, isRefreshing: ending !== undefined };
}
