import type { ConnectRequest } from '../../src/contract/requests';
import { FAULT_MENU } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { anna, ben, bench, closeBenches } from '../support/bench';
import { isThorough } from '../support/breadth';
import { answersFromNow, type Kept, keptFromNow } from '../support/keeping';
import { type Found, piecesOf, shownIn, toldBy, traces } from '../support/key-traces';
import { wholeLife } from '../support/life';
import { keptNames } from '../support/privacy';
import { carla } from '../support/spreadsheet';

afterAll(closeBenches);

/** With every sign that some writing of it changes. */
const canary = 'Kq7+/="<&>\'%;Zv3_xW9-Rb2~Lm!Tn5@Yc8#Hd4$Jf6?Pg0';
const bensCanary = 'Ux4=/+"<&>\'%;Ec7_nB2-Ws9~Io!Fy6@Gt3#Qa8$Mk5?Vj1';
const people = [anna, ben, carla];

/** Where each person's key may stand, and nowhere else. */
function lawful(
  isShared: boolean,
  { store, of, name }: { store: string; of: string; name: string },
  key: string,
): boolean {
  const own = key === canary ? anna : ben;
  if (store === 'user property') return of === own && name === 'apiKey';
  return isShared && key === canary && store === 'document property' && name === 'sharedApiKey';
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

/** Each use by itself, or all of them in one life: the last allows most. */
const lives: ReadonlyArray<readonly ConnectRequest['use'][]> = isThorough
  ? [['tables'], ['owner'], ['shared'], ['tables', 'owner', 'shared']]
  : [['tables', 'owner', 'shared']];

describe.each(lives.map((uses) => [uses.join(', then ') as string, uses] as const))(
  'a key that is connected for %s',
  (_, uses) => {
    const isShared = uses.includes('shared');
    let made: Workbench;
    let kept: Kept[];
    let answers: ReturnType<typeof answersFromNow>;
    const seen: string[] = [];
    const chapters: string[] = [];
    const others = new Map<string, Pick<Kept, 'name'> & { readonly store: string }>();

    beforeAll(async () => {
      made = await bench();
      const { sandbox, file } = made;
      sandbox.keys.full = canary;
      sandbox.keys.unauthorizedToRead = bensCanary;
      kept = keptFromNow(made, [file], people);
      answers = answersFromNow(made);
      const note = (store: string, name: string) => others.set(`${store} ${name}`, { store, name });
      await wholeLife(made, uses, (chapter) => {
        chapters.push(chapter);
        seen.push(...traces([canary, bensCanary], [...shownIn(file), ...toldBy(made, [file], people)]));
        const sharing = kept.filter(({ name }) => name === 'sharedApiKey').length;
        if (/^connected for (?:tables|owner)$/.test(chapter))
          expect({ chapter, sharing }).toEqual({ chapter, sharing: 0 });
        for (const { name, hidden } of file.workbook.sheets()) if (hidden) note('hidden sheet', name);
        for (const { name } of file.workbook.namedRanges()) note('spreadsheet', name);
        for (const { handler } of file.triggers.triggers) note('Google account', handler);
      });
    });

    test('is told nobody and kept nowhere else, from its first day to the removal of everything', async () => {
      const { sandbox, file, google } = made;
      // The life was one: it went through every chapter, with answers, errors, requests and mails.
      expect(chapters).toHaveLength(8 + uses.length);
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
        const elsewhere = kept.filter((one) => !lawful(isShared, one, key));
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

    if (isShared) {
      test('all that is kept in a whole life has a row, all rows are of something, and no other host is asked', () => {
        const rows = keptNames();
        const found = [...kept, ...others.values()];
        const untold = found.filter((one) => !rows.some(({ store, fits }) => store === one.store && fits(one.name)));
        expect([...new Set(untold.map(({ store, name }) => `${store} ${name}`))]).toEqual([]);
        const idle = rows.filter(({ store, fits }) => !found.some((one) => one.store === store && fits(one.name)));
        // What the browser keeps is seen in a browser: test/security/sidebar.test.ts. Faults have to be made: test/faults.
        // A schedule of every hour is never without something due: test/schedules.
        expect(idle.map(({ store, name }) => `${store} ${name}`).sort()).toEqual([
          'browser journeybee-draft',
          'cache faults',
          'document property faults',
          'document property nextDue',
        ]);
        expect(made.google.requests.length).toBeGreaterThan(100);
        const hosts = made.google.requests.map((url) => new URL(url).origin);
        expect(hosts.filter((origin) => origin !== 'https://api.journeybee.io')).toEqual([]);
      });
    }

    test('Journeybee is asked for leaderboards and partners, and told nothing but what was chosen', () => {
      const urls = made.google.requests.map((url) => new URL(url));
      const paths = [...new Set(urls.map(({ pathname }) => pathname))];
      expect(paths.sort()).toEqual(['/v1/analytics/partners', '/v1/partners']);
      expect([...new Set(made.sandbox.requests.map(({ method }) => method))]).toEqual(['GET']);
      const parameters = new Set(urls.flatMap(({ searchParams }) => [...searchParams.keys()]));
      const chosen = [
        'period',
        'start_date',
        'end_date',
        'partner_type',
        'lead_direction',
        'limit',
        'page',
        'per_page',
      ];
      chosen.push('partner_uuids', 'tier_uuids', 'category_uuids', 'stage_uuids');
      expect([...parameters].filter((name) => !chosen.includes(name))).toEqual([]);
      const secrets = /@|example\.com|Partner%20review|spreadsheet/;
      expect(made.google.requests.filter((url) => secrets.test(url))).toEqual([]);
    });
  },
);
