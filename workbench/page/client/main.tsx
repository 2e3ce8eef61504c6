import { render } from 'preact';
import { App } from './app';
import { type Views, watch } from './server';

const root = document.getElementById('page');
if (!root) throw new Error('The page has no root.');

let views: Views | null = null;
let connected = true;

function draw(): void {
  if (root && views) render(<App views={views} connected={connected} />, root);
}

watch(
  (seen) => {
    views = seen;
    draw();
  },
  (yes) => {
    connected = yes;
    draw();
  },
);

/** For whoever looks into the page with a browser's tools, or drives it: what is shown, and nothing to change it with. */
Object.assign(window, {
  workbench: Object.freeze({
    get views() {
      return views;
    },
    cell: (sheetName: string, name: string) =>
      views?.book.sheets.find((sheet) => sheet.name === sheetName)?.cells[name],
  }),
});
