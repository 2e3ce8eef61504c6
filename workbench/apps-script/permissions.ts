import { noPermission } from './errors';

/** How an execution came about, and so what it may do (P2.1-1). */
export type AuthMode = 'NONE' | 'LIMITED' | 'CUSTOM_FUNCTION' | 'FULL';

const scopes = 'https://www.googleapis.com/auth';

/** Which modes may use a service at all, and which scope of the manifest it takes (P1.4-1, P2.1-2 to P2.1-7, P6-5). */
const services: Readonly<Record<string, { readonly modes: readonly AuthMode[]; readonly scope?: string }>> = {
  Utilities: { modes: ['NONE', 'LIMITED', 'CUSTOM_FUNCTION', 'FULL'] },
  SpreadsheetApp: { modes: ['LIMITED', 'CUSTOM_FUNCTION', 'FULL'], scope: `${scopes}/spreadsheets.currentonly` },
  PropertiesService: { modes: ['LIMITED', 'CUSTOM_FUNCTION', 'FULL'] },
  CacheService: { modes: ['LIMITED', 'CUSTOM_FUNCTION', 'FULL'] },
  LockService: { modes: ['LIMITED', 'CUSTOM_FUNCTION', 'FULL'] },
  HtmlService: { modes: ['LIMITED', 'CUSTOM_FUNCTION', 'FULL'] },
  UrlFetchApp: { modes: ['CUSTOM_FUNCTION', 'FULL'], scope: `${scopes}/script.external_request` },
  ScriptApp: { modes: ['FULL'] },
  MailApp: { modes: ['FULL'], scope: `${scopes}/script.send_mail` },
  Session: { modes: ['FULL'], scope: `${scopes}/userinfo.email` },
};

/** Calls that every mode may make: the menu is built before anything else is allowed (P2.1-4). */
const always = new Set(['SpreadsheetApp.getUi']);

/** Calls that need more than their service does (P3-18). */
const callScopes: Readonly<Record<string, string>> = {
  'ScriptApp.newTrigger': `${scopes}/script.scriptapp`,
  'ScriptApp.getUserTriggers': `${scopes}/script.scriptapp`,
  'ScriptApp.deleteTrigger': `${scopes}/script.scriptapp`,
};

/** Throws as Google does where a call is not for this mode, or its scope was not granted. */
export function checkPermission(service: string, method: string, mode: AuthMode, granted: ReadonlySet<string>): void {
  const call = `${service}.${method}`;
  const rule = services[service];
  if (!rule) throw new Error(`The runtime has no rule for ${service}.`);
  if (always.has(call)) return;
  if (!rule.modes.includes(mode)) throw noPermission(call, rule.scope);
  // Only what a person does needs the person's grant: a cell never asks for authorization (P1.4-1, P1.4-7).
  const scope = callScopes[call] ?? rule.scope;
  if (mode === 'FULL' && scope && !granted.has(scope)) throw noPermission(call, scope);
}
