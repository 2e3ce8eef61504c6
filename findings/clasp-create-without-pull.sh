#!/usr/bin/env bash
# clasp's create-script writes the project file after it has pulled: where the pull fails, the script exists, but the project file has no
# scriptId, and the same command makes a second script. Its address was printed before; with --json it is printed nowhere.
# Google's services are stood in for on loopback: a proxy with a certificate of the moment, and a made-up login.
# Seen in November 2026 on Node 20. Needs openssl. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @google/clasp@3.4.1
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=googleapis.com -addext 'subjectAltName=DNS:*.googleapis.com' \
  -keyout key.pem -out cert.pem 2>/dev/null

cat >run.cjs <<'JS'
const { spawn } = require('node:child_process');
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const http = require('node:http');
const https = require('node:https');

let made = 0;
const tls = https.createServer({ key: readFileSync('key.pem'), cert: readFileSync('cert.pem') }, (request, response) => {
  request.resume().on('end', () => {
    const [path] = request.url.split('?');
    const send = (status, body) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (path === '/token') send(200, { access_token: 'made-up', expires_in: 3600, token_type: 'Bearer' });
    else if (path === '/oauth2/v2/userinfo') send(200, { id: '1', email: 'anna@example.com' });
    else if (request.method === 'POST' && path === '/v1/projects') send(200, { scriptId: `script-${++made}`, title: 'Board' });
    else send(403, { error: { code: 403, message: 'Not now.', status: 'PERMISSION_DENIED' } });
  });
});
const proxy = http.createServer((_, response) => response.writeHead(405).end());
proxy.on('connect', ({ url }, socket) => {
  socket.on('error', () => {});
  if (!/^[\w.]+\.googleapis\.com:443$/.test(url)) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  tls.emit('connection', socket);
});

proxy.listen(0, '127.0.0.1', async () => {
  mkdirSync('home');
  mkdirSync('dist');
  const token = { client_id: 'a', client_secret: 'b', refresh_token: 'c', access_token: 'd', type: 'authorized_user' };
  writeFileSync('home/.clasprc.json', JSON.stringify({ tokens: { default: token } }));
  writeFileSync('project.json', '{"rootDir":"dist"}');
  const address = `http://127.0.0.1:${proxy.address().port}`;
  const env = { ...process.env, HOME: `${process.cwd()}/home`, HTTPS_PROXY: address, https_proxy: address, NO_PROXY: '', no_proxy: '' };
  env.NODE_EXTRA_CA_CERTS = `${process.cwd()}/cert.pem`;
  for (const more of [[], ['--json']]) {
    const args = ['create-script', '--type', 'standalone', '--title', 'Board', '--rootDir', 'dist', '-P', 'project.json', ...more];
    const clasp = spawn('node_modules/.bin/clasp', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    for (const stream of [clasp.stdout, clasp.stderr]) stream.on('data', (text) => (printed += text));
    const status = await new Promise((done) => clasp.on('close', done));
    printed = printed.trim().replace(/\s*\n\s*/g, ' ⏎ ');
    console.log('create-script', ...more, '| exit', status, '| prints', printed, '| project file', readFileSync('project.json', 'utf8').trim());
  }
  console.log('scripts made', made);
  process.exit(0);
});
JS
cat >expected <<'TEXT'
create-script | exit 1 | prints Created new script: https://script.google.com/d/script-1/edit ⏎ Not now. | project file {"rootDir":"dist"}
create-script --json | exit 1 | prints Not now. | project file {"rootDir":"dist"}
scripts made 2
TEXT

node run.cjs >seen
echo '@google/clasp@3.4.1'
echo 'The same create-script twice, the second time with --json, where Google refuses each pull.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
