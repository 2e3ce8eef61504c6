/** Google's own types, as the other folders name them. */
export type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
export type Range = GoogleAppsScript.Spreadsheet.Range;
export type EmbeddedChart = GoogleAppsScript.Spreadsheet.EmbeddedChart;
export type DataValidation = GoogleAppsScript.Spreadsheet.DataValidation;
export type Trigger = GoogleAppsScript.Script.Trigger;
