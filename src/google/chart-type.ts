/** A chart of horizontal bars, which leave room for long names. */
export const barChart = (): GoogleAppsScript.Charts.ChartType => Charts.ChartType.BAR;
