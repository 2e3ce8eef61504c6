import { closeBenches, connected, plainly } from '../support/bench';
import { isThorough } from '../support/breadth';
import { closeProjects, project } from '../support/project';
import { enter, tableOf } from '../support/spreadsheet';

afterEach(closeProjects);
afterEach(closeBenches);

const hour = 3_600_000;

test('what a person or a trigger starts has six minutes, and is killed then without any finally (P4-6, P10-12)', async () => {
  const made = await project(`
    const store = () => PropertiesService.getDocumentProperties();
    function nap(ms) { for (let left = ms; left > 0; left -= 60000) Utilities.sleep(Math.min(left, 60000)); }
    function work(ms) { try { nap(ms); store().setProperty('work', 'done'); } finally { store().setProperty('finally', 'ran'); } }
    function install() { ScriptApp.newTrigger('tick').timeBased().everyHours(1).create(); }
    function tick() { work(360001); }`);
  await expect(made.call('work', 360_001)).rejects.toThrow('Exceeded maximum execution time');
  await made.call('install');
  await made.google.advance(hour);
  expect(made.google.executions.at(-1)).toMatchObject({ name: 'tick', ok: false, ms: 360_000 });
  expect([...made.file.properties]).toEqual([]);
  await made.call('work', 359_999);
  expect([...made.file.properties.keys()]).toEqual(['work', 'finally']);
});

test('a script is weighed by what it holds, not by what it has thrown away', async () => {
  const made = await project(`
    const word = () => Array.from({ length: 100000 }, (_, index) => index + 0.5);
    function hold(times) { const held = []; for (let time = 0; time < times; time += 1) { held.push(word()); Utilities.sleep(1); } return held.length; }
    function drop(times) { for (let time = 0; time < times; time += 1) { word(); Utilities.sleep(1); } return times; }`);
  const megabytes = async (name: string) => {
    await made.call(name, 20);
    return (made.google.executions.at(-1)?.heapBytes ?? 0) / 1024 / 1024;
  };
  await made.call('hold', 20);
  expect(made.google.executions.at(-1)?.heapBytes).toBeNull();
  made.google.weighs = true;
  expect(await megabytes('hold')).toBeGreaterThan(14);
  expect(await megabytes('drop')).toBeLessThan(3);
});

describe('an answer of Journeybee’s', () => {
  const note = async (bytes: number) => {
    const made = await connected();
    made.sandbox.faults.always({ kind: 'garbage', body: 'huge', bytes });
    return (await enter(made, '=JB_PARTNERS("last_year")')).note;
  };

  test('of more than 50 MB does not arrive; of more than two million letters it is not read (P4-2)', async () => {
    expect(await note(50 * 1024 * 1024)).toContain('Journeybee could not be reached');
    // Half a minute for the same sentence as below.
    if (isThorough) expect(await note(50 * 1024 * 1024 - 100)).toContain('answer could not be read. Try');
    expect(await note(2_000_000)).toContain('answer could not be read. Try');
  });

  test('is read as UTF-8, which is asked for by name: names in every script are themselves (P5-13)', async () => {
    const made = await connected();
    const [first, second, third] = made.sandbox.data.partners;
    made.sandbox.data.renamePartner(first?.uuid ?? '', 'Müller & Söhne – Zürich');
    made.sandbox.data.renamePartner(second?.uuid ?? '', '株式会社ビー');
    made.sandbox.data.renamePartner(third?.uuid ?? '', 'Zoë 🐝');
    const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 100)');
    expect(rows).toEqual(tableOf(await plainly(made, 'period=last_year&limit=100'), 100));
    expect(rows.map(([, name]) => name)).toEqual(expect.arrayContaining(['株式会社ビー', 'Zoë 🐝']));
  });
});
