import { request } from 'node:http';
import { SimulatedClock } from '../../workbench/clock';
import { addresses, targetOf } from '../../workbench/page/addresses';
import { type Page, servePage } from '../../workbench/page/server';
import { openWorkbench, type Workbench } from '../../workbench/workbench';

let workbench: Workbench;
let page: Page;
beforeAll(async () => {
  workbench = await openWorkbench({ clock: new SimulatedClock() });
  page = await servePage(workbench, 0);
});
afterAll(async () => {
  await page.close();
  await workbench.close();
});

/** The status of an answer; the path is sent as it stands. */
function statusOf(path: string, host = new URL(page.url).host): Promise<number> {
  const { hostname, port } = new URL(page.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject).end();
  });
}

test.each(['//', '//?a=b', '/nothing', '/constructor', '///x'])('GET %s is nowhere', async (path) => {
  expect(await statusOf(path)).toBe(404);
});

test('the page is found, with parameters too, and only under its own name', async () => {
  expect(await statusOf('/')).toBe(200);
  expect(await statusOf('/?file=1')).toBe(200);
  expect(await statusOf('/', '127.0.0.1')).toBe(403);
  expect(await statusOf('/', 'example.com')).toBe(403);
});

test.each([
  ['127.0.0.1', 80, 'page'],
  ['127.0.0.1:80', 80, 'page'],
  ['localhost', 80, 'sidebar'],
  ['localhost:80', 80, 'sidebar'],
  ['127.0.0.1:8080', 80, null],
  ['127.0.0.1:8080', 8080, 'page'],
  ['localhost:8080', 8080, 'sidebar'],
  ['127.0.0.1', 8080, null],
  ['127.0.0.1:80', 8080, null],
  ['example.com', 80, null],
  ['127.0.0.1/@example.com', 80, null],
  [undefined, 80, null],
] as const)('a browser that names %s as its host, where the port is %i, is at the %s', (host, port, side) => {
  expect(addresses(port).side(host)).toBe(side);
});

test('a port of 80 is in no address, as in a browser', () => {
  expect(addresses(80)).toMatchObject({ page: 'http://127.0.0.1', sidebar: 'http://localhost' });
  expect(addresses(81)).toMatchObject({ page: 'http://127.0.0.1:81', sidebar: 'http://localhost:81' });
});

test('a question mark in a parameter belongs to it', () => {
  expect(targetOf('/events?a=b?c').parameters.get('a')).toBe('b?c');
});
