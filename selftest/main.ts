import { noteHourlyRun, prepareHourlyRun } from './hourly-run';
import { answerAsync, answerInCell } from './in-cell';
import { openMenu, openSidebar, runSelfTest } from './self-test';

/**
 * What Google calls in the self-test, which is a build of its own and never part of the add-on. It is built like
 * `src/main.ts`, so that what holds for one file holds for the other.
 */
declare const global: Record<string, (...args: never[]) => unknown>;

interface OpenEvent {
  readonly authMode: unknown;
}

/** @preserve @OnlyCurrentDoc */
global.onOpen = (event: OpenEvent | undefined) => openMenu(event?.authMode);

global.onInstall = (event: OpenEvent | undefined) => openMenu(event?.authMode);

global.openSelfTest = () => openSidebar();

global.runSelfTest = () => runSelfTest();

global.prepareHourlyRun = () => prepareHourlyRun();

global.selfTestTick = (event: { readonly triggerUid?: unknown } | undefined) => noteHourlyRun(event);

global.JB_SELFTEST = (question: unknown, ...given: unknown[]) => answerInCell(question, given);

/** The same, for a formula whose text is changed and changed back. */
global.JB_SELFTEST_AGAIN = (question: unknown, ...given: unknown[]) => answerInCell(question, given);

global.JB_SELFTEST_ASYNC = () => answerAsync();
