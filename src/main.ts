import { partners } from './functions/partners';
import { openMenu, openSidebar, refreshFormulasFromMenu, refreshTablesFromMenu } from './menu';
import { tick } from './schedule/schedule';
import { answerSidebar } from './sidebar-calls';

/**
 * Everything that Google calls, and nothing else: the build turns each assignment into a top-level function. Loading this
 * file only defines things, since it is loaded for every cell, in every authorization mode (P2.1-8).
 */
declare const global: Record<string, (...args: never[]) => unknown>;

interface OpenEvent {
  /** A member of ScriptApp.AuthMode. */
  readonly authMode: unknown;
}

/**
 * The partner revenue leaderboard: a header row, then partners by revenue, highest first.
 *
 * @param {"last_quarter"} period Which period: current_year, last_year, current_quarter, last_quarter, current_month, last_month, last_30_days, last_90_days, last_6_months or last_12_months. Empty: current_year.
 * @param {"reseller"} type Which partners: referral, reseller or distributor. Empty: all.
 * @param {10} limit How many partners, 1 to 100. Empty: 10.
 * @return The leaderboard: Rank, Partner, Revenue, Open pipeline, Won deals, Total deals, Win rate, Avg deal value, Total leads, Converted leads, Conversion rate.
 * @preserve
 * @customfunction
 */
global.JB_PARTNERS = (period: unknown, type: unknown, limit: unknown) => partners(period, type, limit);

/**
 * The same as JB_PARTNERS, for the moment in which Refresh formulas changes a formula's text. Untagged: nobody is to choose
 * it. It takes the same arguments, so that even an interrupted refresh shows data.
 */
global.JB_PARTNERS_REFRESHING = (period: unknown, type: unknown, limit: unknown) => partners(period, type, limit);

/** @preserve @OnlyCurrentDoc */
global.onOpen = (event: OpenEvent | undefined) => openMenu(event?.authMode);

global.onInstall = (event: OpenEvent | undefined) => openMenu(event?.authMode);

global.openJourneybee = () => openSidebar();

global.refreshAllTables = () => refreshTablesFromMenu();

global.refreshAllFormulas = () => refreshFormulasFromMenu();

global.sidebarCall = (method: unknown, argument: unknown) => answerSidebar(method, argument);

global.tick = () => tick();
