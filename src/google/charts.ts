/** Bars that lie: names are long. */
export const barChart = (): GoogleAppsScript.Charts.ChartType => Charts.ChartType.BAR;
