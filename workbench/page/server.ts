import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Workbench } from '../workbench';

export interface Page {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves the spreadsheet as it stands: every sheet, every cell that shows something. */
export async function servePage(workbench: Workbench, port: number): Promise<Page> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pageOf(workbench));
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function pageOf({ file }: Workbench): string {
  const sheets = file.workbook.sheets().map(({ id, name }) => {
    const rows = file.workbook.read(id, { row: 1, column: 1, rows: 101, columns: 11 });
    const filled = rows.filter((row) => row.some(({ display }) => display !== ''));
    const cells = filled.map((row) => `<tr>${row.map(({ display }) => `<td>${escaped(display)}</td>`).join('')}</tr>`);
    return `<h2>${escaped(name)}</h2><table>${cells.join('\n')}</table>`;
  });
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>${escaped(file.name)}</title>
<style>body{font:14px Arial,sans-serif;margin:24px}td{border:1px solid #ddd;padding:2px 8px}</style>
<h1>${escaped(file.name)}</h1>${sheets.join('\n')}</html>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
