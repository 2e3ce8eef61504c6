import { ScriptRun } from '../../workbench/apps-script/script-run';
import { SimulatedClock } from '../../workbench/clock';
import { anna } from '../support/bench';
import { closeProjects, project } from '../support/project';

afterEach(closeProjects);

const returned = async (body: string) => (await project(`function probe() { ${body} }`)).call('probe');

describe('promises', () => {
  test('go on only when nothing else runs: a service call blocks them, however long it takes (P7-5)', async () => {
    const body = `
      const seen = [];
      Promise.resolve().then(() => seen.push('promise'));
      (async () => { await null; seen.push('async'); })();
      Utilities.sleep(60000);
      PropertiesService.getDocumentProperties().getProperty('a');
      return seen.length;`;
    expect(await returned(body)).toBe(0);
  });

  test('go on after the function has returned, and what they then throw nobody hears of (P7-5)', async () => {
    const made = await project(`
      function probe() {
        (async () => {
          for (let time = 1; time <= 5; time += 1) {
            await null;
            PropertiesService.getDocumentProperties().setProperty('later', String(time));
          }
        })();
        Promise.reject(new Error('nobody catches this'));
        (async () => { throw new Error('nor this'); })();
        return 'returned';
      }`);
    for (let time = 0; time < 2; time += 1) {
      made.file.properties.clear();
      expect(await made.call('probe')).toBe('returned');
      expect([...made.file.properties]).toEqual([['later', '5']]);
    }
    expect(made.google.executions).toMatchObject(
      Array.from({ length: 2 }, () => ({ name: 'probe', ok: true, logs: [] })),
    );
  });
});

test('what is no declaration, and what ends in _, is called by nobody; to menus Google is less strict (P1.1-2, P7-12, P7-13)', async () => {
  const made = await project(`
    function declared() { return 1; }
    const arrow = () => 1;
    var expression = function () { return 1; };
    function hidden_() { return 1; }`);
  const callers = new ScriptRun(made.google, made.file, anna);
  expect(callers.functions).toEqual(['declared']);
  const shown = [];
  for (const name of ['declared', 'arrow', 'expression', 'hidden_']) {
    await made.file.workbook.type('0', 1, 1, `=${name}()`);
    shown.push(made.file.workbook.read('0', { row: 1, column: 1, rows: 1, columns: 1 })[0]?.[0]?.value);
  }
  expect(shown).toEqual([1, '#NAME?', '#NAME?', '#NAME?']);
  for (const name of ['arrow', 'expression']) {
    await expect(made.call(name)).rejects.toThrow(`Script function not found: ${name}`);
  }
});

test('a text in the place of an enumeration’s member is refused (P8-19)', async () => {
  const digest = (algorithm: string) =>
    `return Utilities.computeDigest(${algorithm}, 'a', Utilities.Charset.UTF_8).length;`;
  expect(await returned(digest('Utilities.DigestAlgorithm.SHA_256'))).toBe(32);
  for (const algorithm of ['"SHA_256"', 'Utilities.Charset.UTF_8', '{}', 'String(Utilities.DigestAlgorithm.SHA_256)']) {
    await expect(returned(digest(algorithm))).rejects.toThrow("don't match the method signature");
  }
});

describe('an execution begins anew', () => {
  const code = `
    let count = 0;
    function probe() {
      count += 1;
      const before = [count, typeof globalThis.left, typeof [].left];
      globalThis.left = 1;
      Array.prototype.left = 1;
      const stored = PropertiesService.getDocumentProperties().getProperty('a');
      return [...before, Date.now(), String(stored)].join(' ');
    }
    function write() { PropertiesService.getDocumentProperties().setProperty('a', 'first'); }
    function fail() { throw new Error('no'); }`;

  test('whichever spreadsheet, project or clock the one before it had', async () => {
    const first = await project(code, {}, new SimulatedClock(1000));
    await first.call('write');
    expect(await first.call('probe')).toBe('1 undefined undefined 1000 first');
    expect(await first.call('probe')).toBe('1 undefined undefined 1000 first');
    const second = await project(code, {}, new SimulatedClock(2000));
    expect(await second.call('probe')).toBe('1 undefined undefined 2000 null');
    expect(await first.call('probe')).toBe('1 undefined undefined 1000 first');
    await first.google.close();
    expect(await second.call('probe')).toBe('1 undefined undefined 2000 null');
  });

  test('whether the one before it was killed or ended with its runtime', async () => {
    const first = await project(code);
    first.google.interfere = () => 'kill';
    await expect(first.call('write')).rejects.toThrow();
    first.google.interfere = () => ({ stallMs: 1_000_000 });
    await expect(first.call('write')).rejects.toThrow('Exceeded maximum execution time');
    await expect(first.call('fail')).rejects.toThrow('no');
    await first.google.close();
    const second = await project(code);
    expect(await second.call('probe')).toMatch(/^1 undefined undefined \d+ null$/);
  });
});
