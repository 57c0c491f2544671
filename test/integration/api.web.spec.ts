// The web UI beside the API, and the document that describes the API.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeApi } from '../../apps/inbox-api/src/docs/openapi.offline.js';
import { ApiHouse } from './api.house.js';

let house: ApiHouse;
let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'rail-web-'));
  const site = join(root, 'public');
  mkdirSync(join(site, 'assets'), { recursive: true });
  mkdirSync(join(site, '.git'));
  writeFileSync(join(root, 'secret.txt'), 'SECRET');
  for (const [name, text] of Object.entries({
    'index.html': '<!doctype html><title>Rail</title>',
    'assets/index-BqXr2k1Z.js': `console.log("${'x'.repeat(2000)}")`,
    'assets/index-BqXr2k1Z.js.map': 'SECRET',
    '.env': 'SECRET',
    '.git/config': 'SECRET',
    'favicon.svg': '<svg/>',
  }))
    writeFileSync(join(site, name), text);
  house = await ApiHouse.open({ config: { webRoot: site } });
}, 60_000);
afterAll(async () => {
  await house?.close();
  rmSync(root, { recursive: true, force: true });
});
const page = { accept: 'text/html,*/*' };

describe('the web UI', () => {
  it.each(['/', '/index.html', '/rail/service', '/tickets/12'])('is one page, also at %s', async path => {
    const answer = await house.send('GET', path, { headers: page, absolute: true });
    expect([answer.status, answer.headers['cache-control'], answer.text.includes('<title>Rail')]).toEqual([
      200,
      'no-cache',
      true,
    ]);
  });

  it('comes with headers that let nothing else run', async () => {
    const { headers } = await house.send('GET', '/', { absolute: true });
    expect(headers['content-security-policy']).toBe(
      "default-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data: blob: https:;frame-src 'self' about:;script-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('has its hashed files kept for good, and packed', async () => {
    const answer = await house.send('GET', '/assets/index-BqXr2k1Z.js', {
      absolute: true,
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'gzip',
      'content-type': 'text/javascript; charset=utf-8',
    });
    const again = await house.send('GET', '/assets/index-BqXr2k1Z.js', {
      absolute: true,
      headers: { 'if-none-match': String(answer.headers.etag) },
    });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it.each([
    '/assets/index-BqXr2k1Z.js.map',
    '/assets/.env',
    '/assets/../.env',
    '/assets/%2e%2e/.env',
    '/assets/..%2f.git/config',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets//../../../../../../../../etc/passwd',
    '/assets/index.html%00.js',
    '/assets/',
    '/assets',
    '/api/v1/../../.env',
    '/api/nothing',
  ])('does not hand out %s', async path => {
    const answer = await house.send('GET', path, { absolute: true, headers: page });
    expect([400, 404, 401]).toContain(answer.status);
    expect(answer.text).not.toMatch(/SECRET|root:/);
  });
});

describe('the OpenAPI document', () => {
  it('is served, and is the one in docs/openapi.json', async () => {
    const described = await describeApi();
    const { paths } = (await house.send('GET', '/api/openapi.json', { absolute: true })).body;
    expect(Object.keys(paths)).toEqual(Object.keys(JSON.parse(described).paths));
    expect(
      described === readFileSync('docs/openapi.json', 'utf8') ||
        'run: node dist/apps/inbox-api/src/docs/openapi.command.js',
    ).toBe(true);
  });

  it('says what each route takes and answers', async () => {
    const { paths, components } = JSON.parse(await describeApi());
    const note = paths['/api/v1/tickets/{id}/note'].post;
    const schemaOf = (part: { content: { 'application/json': { schema: unknown } } }) =>
      part.content['application/json'].schema;
    expect(schemaOf(note.requestBody)).toEqual({ $ref: '#/components/schemas/Note' });
    expect(schemaOf(note.responses['200'])).toEqual({ $ref: '#/components/schemas/Ticket' });
    expect(schemaOf(note.responses.default)).toEqual({ $ref: '#/components/schemas/Problem' });
    expect(components.schemas.Note.properties.text).toMatchObject({ type: 'string', maxLength: 200000 });
    expect(note.parameters.map((parameter: { name: string }) => parameter.name).sort()).toEqual(['If-Match', 'id']);
  });
});
