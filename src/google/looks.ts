type Rule = GoogleAppsScript.Spreadsheet.ConditionalFormatRule;
type RuleBuilder = GoogleAppsScript.Spreadsheet.ConditionalFormatRuleBuilder;
type Range = GoogleAppsScript.Spreadsheet.Range;

/** Has text that is too long for its cell go on in a line of its own. */
export const wrap = (cells: Range): Range => cells.setWrapStrategy(SpreadsheetApp.WrapStrategy.WRAP);

/** Has it go on over the next cells as far as they are blank, as in a new sheet. */
export const overflow = (cells: Range): Range => cells.setWrapStrategy(SpreadsheetApp.WrapStrategy.OVERFLOW);

/** A thin line above cells, or none. */
export const lineAbove = (cells: Range, color: string | null): Range =>
  color === null
    ? cells.setBorder(false, null, null, null, null, null)
    : cells.setBorder(true, null, null, null, null, null, color, SpreadsheetApp.BorderStyle.SOLID_MEDIUM);

/** Alternating fills of rows, without a header of their own. */
export const bandRows = (cells: Range, first: string, second: string): void => {
  cells
    .applyRowBanding(SpreadsheetApp.BandingTheme.LIGHT_GREY, false, false)
    .setFirstRowColor(first)
    .setSecondRowColor(second);
};

/** A rule of conditional formatting for cells: what it asks and what it changes. */
export function formatRule(
  cells: Range[],
  ask: (builder: RuleBuilder) => RuleBuilder,
  { ink, fill }: { readonly ink?: string | undefined; readonly fill?: string | undefined },
): Rule {
  const builder = ask(SpreadsheetApp.newConditionalFormatRule()).setRanges(cells);
  if (ink !== undefined) builder.setFontColor(ink);
  if (fill !== undefined) builder.setBackground(fill);
  return builder.build();
}
