/*
 * The same job as a script that somebody writes by hand for their own spreadsheet: each cell and each report asks for itself,
 * and each cell of a report is written by itself. It is complete: `npm run bench` runs it beside the add-on.
 */
const API = 'https://api.journeybee.io/v1';
const COLUMNS = ['name', 'revenue', 'open_pipeline', 'won_deals', 'total_deals', 'win_rate', 'avg_deal_value'];
const MORE_COLUMNS = ['total_leads', 'converted_leads', 'conversion_rate'];

function onOpen() {
  SpreadsheetApp.getUi().createAddonMenu().addItem('Open', 'openSidebar').addToUi();
}

function openSidebar() {
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile('sidebar').setTitle('Leaderboard'));
}

function saveKey(key) {
  PropertiesService.getDocumentProperties().setProperty('key', key);
  ask('/analytics/partners?period=current_year&limit=1');
  return key.slice(-4);
}

function settings() {
  const key = PropertiesService.getDocumentProperties().getProperty('key');
  return { connected: key !== null };
}

function saveReports(reports) {
  PropertiesService.getDocumentProperties().setProperty('reports', reports);
}

/** @customfunction */
function LEADERBOARD(period, type, limit) {
  return leaderboard(period, type, limit);
}

/** @customfunction */
function NOTHING() {
  return 1;
}

function refreshReports() {
  const reports = JSON.parse(PropertiesService.getDocumentProperties().getProperty('reports'));
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheets()[0];
  for (const report of reports) {
    const table = leaderboard(report.period, report.type, report.limit);
    for (let row = 0; row < table.length; row += 1) {
      for (let column = 0; column < table[row].length; column += 1) {
        sheet.getRange(report.row + row, report.column + column).setValue(table[row][column]);
      }
    }
  }
}

/** Asks for each partner of the account on its own. */
function allPartners(period) {
  const rows = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = ask(`/partners?page=${page}&per_page=100`);
    pages = answer.pagination.total_pages;
    for (const partner of answer.data) {
      const { partners } = ask(`/analytics/partners?period=${period}&partner_uuids=${partner.uuid}&limit=1`);
      for (const row of partners) rows.push(row);
    }
  }
  return rows.length;
}

function leaderboard(period, type, limit) {
  const { partners } = ask(`/analytics/partners?period=${period}${type ? `&partner_type=${type}` : ''}&limit=${limit}`);
  const columns = COLUMNS.concat(MORE_COLUMNS);
  const rows = partners.map((partner, index) => [index + 1].concat(columns.map((column) => partner[column])));
  return [['rank'].concat(columns)].concat(rows);
}

function ask(path) {
  const key = PropertiesService.getDocumentProperties().getProperty('key');
  const response = UrlFetchApp.fetch(API + path, { method: 'get', headers: { Authorization: `Bearer ${key}` } });
  return JSON.parse(response.getContentText('UTF-8'));
}
