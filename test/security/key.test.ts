import type { KeyUse } from '../../src/rpc';
import { FAULT_MENU } from '../../workbench/sandbox/sandbox';
import { anna, ben, bench, closeBenches } from '../support/bench';
import { answersFromNow, keptFromNow } from '../support/keeping';
import { type Found, piecesOf, shownIn, toldBy, traces } from '../support/key-traces';
import { wholeLife } from '../support/life';
import { carla } from '../support/spreadsheet';

afterEach(closeBenches);

/** With every sign that some writing of it changes. */
const canary = 'Kq7+/="<&>\'%;Zv3_xW9-Rb2~Lm!Tn5@Yc8#Hd4$Jf6?Pg0';
const bensCanary = 'Ux4=/+"<&>\'%;Ec7_nB2-Ws9~Io!Fy6@Gt3#Qa8$Mk5?Vj1';
const people = [anna, ben, carla];

/** Where each person's key may stand, and nowhere else. */
function lawful(use: KeyUse, { store, of, name }: { store: string; of: string; name: string }, key: string): boolean {
  const own = key === canary ? anna : ben;
  if (store === 'user property') return of === own && name === 'apiKey';
  return use === 'shared' && key === canary && store === 'document property' && name === 'sharedApiKey';
}

test('what is looked for is found: whole, in part, and in other writings', () => {
  const written = [
    canary,
    `…${canary.slice(20, 28)}…`,
    encodeURIComponent(canary),
    JSON.stringify({ key: canary }),
    Buffer.from(`Bearer ${canary}`).toString('base64'),
    Buffer.from(canary.slice(9, 30)).toString('base64url'),
    Buffer.from(canary).toString('hex'),
    [...canary].reverse().join(''),
  ];
  for (const text of written) expect(traces([canary], [['place', text]])).toHaveLength(1);
  expect(traces([canary], [['place', `····${canary.slice(-4)}`]])).toEqual([]);
  expect(piecesOf(canary).size).toBeGreaterThan(200);
});

describe.each<KeyUse>(['tables', 'owner', 'shared'])('a key that is connected for “%s”', (use) => {
  test('is told nobody and kept nowhere else, from its first day to the removal of everything', async () => {
    const made = await bench();
    const { sandbox, file, google } = made;
    sandbox.keys.full = canary;
    sandbox.keys.unauthorizedToRead = bensCanary;
    const kept = keptFromNow(made, [file], people);
    const answers = answersFromNow(made);
    const seen: string[] = [];
    const chapters: string[] = [];
    await wholeLife(made, use, (chapter) => {
      chapters.push(chapter);
      seen.push(...traces([canary, bensCanary], [...shownIn(file), ...toldBy(made, [file], people)]));
    });

    // The life was one: it went through every chapter, with answers, errors, requests and mails.
    expect(chapters).toHaveLength(8);
    expect(google.mails.length).toBeGreaterThan(3);
    const met = new Set(sandbox.requests.map(({ fault }) => JSON.stringify(fault)));
    expect(FAULT_MENU.filter(({ fault }) => !met.has(JSON.stringify(fault)))).toEqual([]);

    expect(seen).toEqual([]);
    expect(
      traces(
        [canary, bensCanary],
        answers.map(({ to, text }): Found => [to, text]),
      ),
    ).toEqual([]);
    for (const key of [canary, bensCanary]) {
      const elsewhere = kept.filter((one) => !lawful(use, one, key));
      expect(
        traces(
          [key],
          elsewhere.map(({ store, of, name, value }): Found => [store, `${of} ${name} ${value}`]),
        ),
      ).toEqual([]);
      expect(kept.length - elsewhere.length).toBeGreaterThan(0);
    }
    // And at the end it stands nowhere at all.
    const left = [...file.properties, ...people.flatMap((person) => [...google.account(person).properties])];
    expect(
      traces(
        [canary, bensCanary],
        left.map(([name, value]): Found => [name, value]),
      ),
    ).toEqual([]);
    expect([...file.properties.keys()]).toEqual([]);
  });
});
