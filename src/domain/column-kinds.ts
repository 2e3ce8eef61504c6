/** `growth`: a rate, or "new". */
export const columnKinds = ['rank', 'text', 'money', 'count', 'rate', 'growth', 'date'] as const;
export type ColumnKind = (typeof columnKinds)[number];
