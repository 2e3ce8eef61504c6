/*
 * Where the keyboard goes on when one screen gives way to another, by id.
 */
export const newButton = 'new-report';

export const editButton = (report: string): string => `edit-${report}`;

export const reportsHeading = 'reports';

export const keyField = 'key';

export const connectHeading = 'connect';

export const formulaButton = 'insert-formula';

export const explainHeading = 'explain-heading';

export const explainButton = 'explain-number';
