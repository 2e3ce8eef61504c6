/**
 * Where this build runs. `bound`: in one spreadsheet, whose script all of its editors can change. `team`: as an add-on that
 * only its publisher can change.
 */
export type Door = 'bound' | 'team';

/** What was decided when the add-on was built. It holds for everybody and cannot be changed from within. */
export interface BuildSettings {
  readonly door: Door;
  /** Whether a key may be stored with a file for all who edit it. */
  readonly sharedKeys: boolean;
  /** Whether the add-on sends mails at all. */
  readonly mail: boolean;
  /** The domains that mails may go to, in lower case; null: any. */
  readonly mailDomains: readonly string[] | null;
  /** Whether reports may list all partners of an account. */
  readonly allPartnersReports: boolean;
  /** Where people read what is kept and sent; null: the publisher has no such page. */
  readonly privacyPage: string | null;
}

/** `npm run build` puts others in this file's place where they differ (build/build-settings.ts). */
export const buildSettings: BuildSettings = {
  door: 'team',
  sharedKeys: true,
  mail: true,
  mailDomains: null,
  allPartnersReports: true,
  privacyPage: null,
};
