/** A chart of horizontal bars, which leave room for long names. */
export const barChartType = (): GoogleAppsScript.Charts.ChartType => Charts.ChartType.BAR;
