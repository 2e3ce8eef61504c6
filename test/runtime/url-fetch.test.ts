import type { IncomingMessage, ServerResponse } from 'node:http';
import { SimulatedClock } from '../../workbench/clock';
import { anna } from '../support/bench';
import { closeScripts, returned, script, server, value } from './script';

afterEach(closeScripts);

describe('UrlFetchApp', () => {
  const get = (url: string, options = '') => `UrlFetchApp.fetch("${url}", { method: "get", ${options} })`;
  const url = 'https://api.example.com/v1/things?key=secret';

  test.each([
    'https://api.example.com/',
    'https://api.example.com/v2/things',
    'https://api.example.com/V1/things',
    'https://api.example.com/v1x/things',
    'https://api.example.com/v1',
    'https://api.example.com.evil.org/v1/',
    'https://evil.org/v1/',
    'http://api.example.com/v1/things',
    'https://api.example.com:8443/v1/things',
    'https://api.example.com/v1/../v2',
    'https://user@evil.org/https://api.example.com/v1/',
  ])('%s is not in the manifest’s urlFetchWhitelist (P6-9)', async (address) => {
    const target = await server((_, response) => response.end());
    await expect(value(get(address), 'FULL', { server: target })).rejects.toThrow('urlFetchWhitelist');
  });

  test('an entry of the whitelist without a slash at its end covers itself and what lies below it (P6-9)', async () => {
    const target = await server((_, response) => response.end());
    const entry = { urlFetchWhitelist: ['https://api.example.com/v1'] };
    const fetched = (path: string) =>
      value(`${get(`https://api.example.com${path}`)}.getResponseCode()`, 'FULL', { server: target, manifest: entry });
    for (const path of ['/v1', '/v1/', '/v1/things', '/v1?key=1', '/v1#top']) expect(await fetched(path)).toBe(200);
    await expect(fetched('/v1x')).rejects.toThrow('urlFetchWhitelist');
  });

  test('an entry of the whitelist needs a path (P6-9)', async () => {
    const target = await server((_, response) => response.end());
    const bare = { urlFetchWhitelist: ['https://api.example.com'] };
    await expect(value(`${get(url)}.getResponseCode()`, 'FULL', { server: target, manifest: bare })).rejects.toThrow();
  });

  test('a URL may have two thousand characters (P0-3)', async () => {
    const target = await server((_, response) => response.end());
    const fetched = (letters: number) =>
      value(`${get(url.padEnd(letters, 'x'))}.getResponseCode()`, 'FULL', { server: target });
    expect(await fetched(2000)).toBe(200);
    await expect(fetched(2001)).rejects.toThrow('Limit Exceeded: URLFetch URL Length.');
  });

  test.each([
    ['{ Host: "x" }', 'Header:Host'],
    ['{ "content-length": "1" }', 'Header:content-length'],
    ['{ Authorization: null }', 'Header:null'],
    ['{ Authorization: undefined }', 'Header:null'],
  ])('headers %s are refused (P5-8)', async (headers, message) => {
    const target = await server((_, response) => response.end());
    await expect(value(get(url, `headers: ${headers}`), 'FULL', { server: target })).rejects.toThrow(
      `Attribute provided with invalid value: ${message}`,
    );
  });

  test('what is not 2xx throws, with the host and the beginning of the body only (P5-3)', async () => {
    const target = await server((_, response) => response.writeHead(404).end('x'.repeat(500)));
    const failed = value(get(url), 'FULL', { server: target }).catch((error: Error) => error.message);
    expect(await failed).toBe(
      `Exception: Request failed for https://api.example.com returned code 404. Truncated server response: ${'x'.repeat(100)} (use muteHttpExceptions option to examine full response)`,
    );
  });

  test('muted, it is an answer with its text and its headers, in whatever case (P5-4, P5-9)', async () => {
    const target = await server((request, response) => {
      response
        .writeHead(429, { 'Retry-After': '7' })
        .end(`${request.method} ${request.url} ${request.headers.accept} ß`);
    });
    const { run, google } = await script(
      `function probe() {
        const answer = ${get(url, 'headers: { Accept: "text/x" }, muteHttpExceptions: true')};
        return [answer.getResponseCode(), answer.getContentText("UTF-8"), Object.keys(answer.getHeaders()).filter((name) => /retry/i.test(name))];
      }`,
      { server: target },
    );
    const text = 'GET /v1/things?key=secret text/x ß';
    expect(await run('probe')).toEqual({ ok: true, value: [429, text, ['Retry-After']] });
    google.network.headerCase = (name) => name.toUpperCase();
    expect(await run('probe')).toEqual({ ok: true, value: [429, text, ['RETRY-AFTER']] });
    expect(google.requests).toEqual([url, url]);
  });

  test.each([
    ['the connection is reset', (_: IncomingMessage, response: ServerResponse) => response.destroy()],
    [
      'the body stops in the middle',
      (_: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200, { 'Content-Length': '10' });
        response.write('half', () => response.destroy());
      },
    ],
  ])('%s: that throws muted or not, with the whole URL in it (P5-4)', async (_, answer) => {
    const target = await server(answer);
    await expect(value(get(url, 'muteHttpExceptions: true'), 'FULL', { server: target })).rejects.toThrow(
      `Exception: Address unavailable: ${url}`,
    );
  });

  test('a host that does not exist throws, with the whole URL in it (P5-4)', async () => {
    await expect(value(get(url, 'muteHttpExceptions: true'))).rejects.toThrow(`Exception: DNS error: ${url}`);
  });

  test.each([
    [true, 'timeoutSeconds: 5,', 5000],
    [false, 'timeoutSeconds: 5,', 60_000],
    [true, '', 60_000],
    [true, 'timeoutSeconds: 300,', 60_000],
  ])(
    'an answer that never comes: where the option is honoured (%p) with %p, it throws after %i ms (P0-4)',
    async (honoured, option, ms) => {
      const target = await server(() => undefined);
      const { run, google, clock } = await script(
        `function probe() { const started = Date.now(); try { ${get(url, option)}; } catch (error) { return [String(error), Date.now() - started]; } }`,
        { server: target },
      );
      google.network.honoursTimeoutSeconds = honoured;
      // The server does not wait by the clock: only its going is a reason to jump.
      const outcome = run('probe');
      while (google.requests.length === 0) await new Promise(setImmediate);
      await clock.advance(ms - 1);
      await clock.advance(1);
      expect(await outcome).toEqual({ ok: true, value: [`Exception: Address unavailable: ${url}`, ms] });
    },
  );

  test('options and methods that the add-on does not use are refused', async () => {
    await expect(value(get(url, 'escaping: false'))).rejects.toThrow('Not supported here: UrlFetchApp option escaping');
    await expect(value(`UrlFetchApp.fetch("${url}", { method: "post" })`)).rejects.toThrow('Not supported here');
  });

  test('a redirect that is to be followed, as it is unless said otherwise, is refused: nobody needs it (P5-1)', async () => {
    const target = await server((_, response) => response.writeHead(302, { Location: 'https://evil.org/' }).end());
    for (const options of ['', 'followRedirects: true,']) {
      const fetched = value(get(url, `${options} muteHttpExceptions: true`), 'FULL', { server: target });
      await expect(fetched).rejects.toThrow('Not supported here: following a redirect (302).');
    }
  });

  test('a redirect is an answer when it is not to be followed', async () => {
    const target = await server((_, response) => response.writeHead(302, { Location: 'https://evil.org/' }).end());
    const muted = 'followRedirects: false, muteHttpExceptions: true';
    expect(await value(`${get(url, muted)}.getResponseCode()`, 'FULL', { server: target })).toBe(302);
  });
});

describe('UrlFetchApp.fetchAll', () => {
  const base = 'https://api.example.com/v1';
  /** What a script sees of several requests, or the text of what it threw. */
  const code = `
    function all(requests) {
      const started = Date.now();
      try {
        const answers = UrlFetchApp.fetchAll(requests);
        return [answers.map((answer) => [answer.getResponseCode(), answer.getContentText("UTF-8")]), Date.now() - started];
      } catch (error) { return String(error); }
    }`;
  const asked = (path: string, options: object = {}) => ({
    url: `${base}${path}`,
    method: 'get',
    muteHttpExceptions: true,
    ...options,
  });
  const echo = (request: IncomingMessage, response: ServerResponse) => response.end(request.url);

  async function fetching(
    answer: (request: IncomingMessage, response: ServerResponse) => void,
    clock?: SimulatedClock,
  ) {
    const made = await script(code, { server: await server(answer), ...(clock ? { clock } : {}) });
    const all = async (...requests: readonly object[]) => {
      const outcome = await made.run('all', 'FULL', anna, [requests]);
      return outcome.ok ? outcome.value : outcome.message;
    };
    return { ...made, all };
  }

  test('all are under way at once and answered in the order of the requests, whichever came first (P5-5)', async () => {
    const clock = new SimulatedClock();
    const { all, google } = await fetching(async (request, response) => {
      await clock.wait(Number(request.url?.split('=')[1]) * 1000);
      response.end(request.url);
    }, clock);
    const waits = [5, 1, 4, 5, 2];
    const texts = waits.map((seconds) => [200, `/v1/wait=${seconds}`]);
    expect(await all(...waits.map((seconds) => asked(`/wait=${seconds}`)))).toEqual([texts, 5000]);
    expect(google.executions.at(-1)?.calls.filter((call) => call.startsWith('UrlFetchApp'))).toEqual([
      'UrlFetchApp.fetchAll',
    ]);
  });

  test('none asked for, none answered', async () => {
    const { all } = await fetching(echo);
    expect(await all()).toEqual([[], 0]);
  });

  test('each answer is what fetch gives: status, text, headers, also in a cell (P5-5, P5-9)', async () => {
    const target = await server((request, response) =>
      response.writeHead(404, { 'Retry-After': '7' }).end(request.headers['x-name']),
    );
    const body = `const answers = UrlFetchApp.fetchAll(["a", "b"].map((name) => ({ url: "${base}/", method: "get", headers: { "X-Name": name }, muteHttpExceptions: true })));
      return answers.map((answer) => [answer.getResponseCode(), answer.getContentText(), answer.getHeaders()["Retry-After"]]);`;
    const seen = [
      [404, 'a', '7'],
      [404, 'b', '7'],
    ];
    for (const mode of ['FULL', 'CUSTOM_FUNCTION'] as const)
      expect(await returned(body, mode, { server: target })).toEqual(seen);
  });

  test('one whose connection fails throws with its whole URL, and the others’ answers are lost (P5-4, P5-6)', async () => {
    const paths: Array<string | undefined> = [];
    const { all } = await fetching((request, response) => {
      paths.push(request.url);
      if (request.url?.startsWith('/v1/b')) response.destroy();
      else response.end();
    });
    expect(await all(asked('/a'), asked('/b?key=secret'), asked('/c'))).toBe(
      `Exception: Address unavailable: ${base}/b?key=secret`,
    );
    expect(paths.sort()).toEqual(['/v1/a', '/v1/b?key=secret', '/v1/c']);
  });

  test('a host that does not exist does the same, while the others were asked (P5-6)', async () => {
    const made = await script(code, { manifest: { urlFetchWhitelist: [`${base}/`, 'https://gone.example.com/'] } });
    const target = await server(echo);
    const { route } = made.google.network;
    Object.assign(made.google.network, {
      route: (origin: string) => (origin.includes('api') ? target : route(origin)),
    });
    const requests = [asked('/a'), { ...asked(''), url: 'https://gone.example.com/?key=secret' }];
    expect(await made.run('all', 'FULL', anna, [requests])).toEqual({
      ok: true,
      value: 'Exception: DNS error: https://gone.example.com/?key=secret',
    });
    expect(made.google.requests).toEqual([`${base}/a`]);
  });

  test('one that is not 2xx and not muted throws for all (P5-6)', async () => {
    const { all } = await fetching((request, response) => {
      response.writeHead(request.url === '/v1/b' ? 429 : 200).end('slowly');
    });
    expect(await all(asked('/a'), asked('/b', { muteHttpExceptions: false }), asked('/c'))).toMatch(
      /^Exception: Request failed for https:\/\/api\.example\.com returned code 429\. Truncated server response: slowly/,
    );
    expect(await all(asked('/a', { muteHttpExceptions: false }), asked('/b'))).toEqual([
      [
        [200, 'slowly'],
        [429, 'slowly'],
      ],
      0,
    ]);
  });

  test('one that never answers ends with the option’s time, and all with it (P0-4, P5-6)', async () => {
    const { google, run, clock } = await fetching((request, response) => {
      if (request.url === '/v1/a') response.end();
    });
    const requests = [asked('/a'), asked('/hangs', { timeoutSeconds: 5 })];
    const outcome = run('all', 'FULL', anna, [requests]);
    while (google.requests.length < 2) await new Promise(setImmediate);
    await clock.advance(5000);
    expect(await outcome).toEqual({ ok: true, value: `Exception: Address unavailable: ${base}/hangs` });
  });

  test.each<readonly [string, object, string]>([
    ['a URL outside of the whitelist', { url: 'https://evil.org/' }, 'urlFetchWhitelist'],
    ['a URL of more than 2,000 characters', { url: `${base}/`.padEnd(2001, 'x') }, 'URLFetch URL Length'],
    ['a forbidden header', { headers: { Host: 'x' } }, 'Attribute provided with invalid value: Header:Host'],
    ['a header that is null', { headers: { 'X-A': null } }, 'Attribute provided with invalid value: Header:null'],
    ['no URL', { url: null }, 'Invalid argument'],
  ])('%s in one of them, and none leaves (P0-3, P5-8, P6-9)', async (_, wrong, message) => {
    const { all, google } = await fetching(echo);
    expect(await all(asked('/a'), { ...asked('/b'), ...wrong })).toContain(message);
    expect(google.requests).toEqual([]);
  });

  test('anything but a list of requests is refused', async () => {
    for (const requests of ['{}', 'null', `["${base}/"]`, '[null]'])
      await expect(value(`UrlFetchApp.fetchAll(${requests})`)).rejects.toThrow("don't match the method signature");
  });

  test('each counts as one of the day’s requests (P4-1, P5-7)', async () => {
    const { all, google } = await fetching(echo);
    await all(asked('/a'), asked('/b'), asked('/c'));
    expect(google.account(anna).fetches.used).toBe(3);
    google.account(anna).fetches.used = 19_998;
    expect(await all(asked('/a'), asked('/b'), asked('/c'))).toBe(
      'Exception: Service invoked too many times for one day: urlfetch.',
    );
    expect(google.requests).toHaveLength(3);
  });

  test('it is one service call to whatever strikes those (P5-7)', async () => {
    const { all, google } = await fetching(echo);
    google.interfere = ({ call }) => (call === 'UrlFetchApp.fetchAll' ? { fail: 'Bandwidth quota exceeded' } : 'go on');
    expect(await all(asked('/a'), asked('/b'))).toBe('Exception: Bandwidth quota exceeded');
    expect(google.requests).toEqual([]);
  });

  test('an execution that is killed while it waits leaves nothing behind (P1.3-6)', async () => {
    const clock = new SimulatedClock();
    const { run } = await fetching(async (_, response) => {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      await clock.wait(40_000, gone.signal);
      response.end();
    }, clock);
    expect(await run('all', 'CUSTOM_FUNCTION', anna, [[asked('/a'), asked('/b')]])).toMatchObject({ ok: false });
    expect(await run('all', 'FULL', anna, [[asked('/a'), asked('/b')]])).toMatchObject({
      value: [
        [
          [200, ''],
          [200, ''],
        ],
        expect.any(Number),
      ],
    });
  });
});
