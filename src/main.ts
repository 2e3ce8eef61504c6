import { customFunctions } from './formulas/registry';
import { explainFromMenu, openMenu, openSidebar, refreshFormulasFromMenu, refreshTablesFromMenu } from './menu';
import { type TickEvent, tick } from './schedules/tick';
import { answerSidebar } from './sidebar-calls';

/**
 * All functions that Google calls. The build turns each assignment into a top-level function. This file only defines them:
 * Google loads it for every cell, in every authorization mode (P2.1-8).
 */
declare const global: Record<string, (...args: never[]) => unknown>;

interface OpenEvent {
  /** The authorization mode, a member of Google's enumeration. */
  readonly authMode: unknown;
}

/**
 * The partner revenue leaderboard: a header row, then partners by revenue, highest first.
 *
 * @param {"last_quarter"} period Which period: a name such as current_year, last_quarter, last_week, fiscal_year or last_30_days; in quotes, a year, quarter, month or days: "2025", "2026-Q1", "FY26-Q3", "2026-03", "2026-01-01..2026-03-31"; or two cells with dates. Empty: current_year.
 * @param {"reseller"} type Which partners: referral, reseller or distributor. Empty: all.
 * @param {10} limit How many partners, 1 to 100. Empty: 10.
 * @param {"columns=rank,name,tier,revenue; sort=open pipeline"} options More, as in the example or in a range of two columns: columns, sort, rank, headers, tier, category, stage, partner, lead direction. Whatever follows is only depended on. Empty: none.
 * @return The leaderboard: Rank, Partner, Revenue, Open pipeline, Won deals, Total deals, Win rate, Avg deal value, Total leads, Converted leads, Conversion rate.
 * @preserve
 * @customfunction
 */
global.JB_PARTNERS = (period: unknown, type: unknown, limit: unknown, options: unknown) =>
  customFunctions.JB_PARTNERS.run(period, type, limit, options);

/**
 * One figure of one partner.
 *
 * @param {"Acme"} partner The partner's name as in Journeybee, or its uuid.
 * @param {"revenue"} metric Which figure: revenue, open pipeline, won deals, total deals, win rate, avg deal value, total leads, converted leads, conversion rate, rank or share. Empty: revenue.
 * @param {"last_quarter"} period Which period, as in JB_PARTNERS. Empty: current_year.
 * @param {"reseller"} type Among which partners it is ranked: referral, reseller or distributor. Empty: all.
 * @return The figure; nothing where Journeybee has none.
 * @preserve
 * @customfunction
 */
global.JB_PARTNER = (partner: unknown, metric: unknown, period: unknown, type: unknown) =>
  customFunctions.JB_PARTNER.run(partner, metric, period, type);

/**
 * One partner's figures and rank beside those of the previous period: a header row, then ten rows of five columns.
 *
 * @param {"Acme"} partner The partner's name as in Journeybee, or its uuid.
 * @param {"last_quarter"} period Which period, as in JB_PARTNERS. Empty: current_year.
 * @param {"reseller"} type Among which partners it is ranked: referral, reseller or distributor. Empty: all.
 * @return The partner's name, This period, Previous, Change, Change %; nothing where Journeybee has no figure.
 * @preserve
 * @customfunction
 */
global.JB_SCORECARD = (partner: unknown, period: unknown, type: unknown) =>
  customFunctions.JB_SCORECARD.run(partner, period, type);

/*
 * The names that formulas call during Refresh formulas, which changes their texts and changes them back. An interrupted
 * refresh leaves formulas with these names, and they still show data. They have no @customfunction tag, so that Sheets does
 * not suggest them.
 */
global.JB_PARTNERS_REFRESHING = customFunctions.JB_PARTNERS.run;
global.JB_PARTNER_REFRESHING = customFunctions.JB_PARTNER.run;
global.JB_SCORECARD_REFRESHING = customFunctions.JB_SCORECARD.run;

/** @preserve @OnlyCurrentDoc */
global.onOpen = (event: OpenEvent | undefined) => openMenu(event?.authMode);

global.onInstall = (event: OpenEvent | undefined) => openMenu(event?.authMode);

global.openJourneybee = () => openSidebar();

global.explainNumber = () => explainFromMenu();

global.refreshAllTables = () => refreshTablesFromMenu();

global.refreshAllFormulas = () => refreshFormulasFromMenu();

global.sidebarCall = (method: unknown, argument: unknown) => answerSidebar(method, argument);

global.tick = (event: TickEvent | undefined) => tick(event);
