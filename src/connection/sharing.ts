import { buildSettings } from '../build-settings';

/** Why this build shares no key with those who edit a file, in a sentence; null: it does. */
export const noSharing: string | null =
  buildSettings.door === 'bound'
    ? 'This spreadsheet has a script of its own, which all who edit it can change: a key that is shared here would be theirs to read.'
    : buildSettings.sharedKeys
      ? null
      : 'Your administrator has decided that no key is shared with a spreadsheet.';
