/** The person's own key, in their user properties. */
export const personKeyName = 'apiKey';

/** A key that its person shares with everyone who edits the spreadsheet, in its document properties. */
export const sharedKeyName = 'sharedApiKey';

/** Whose key formulas may use in a spreadsheet, in its document properties. */
export const consentName = 'formulaKey';
