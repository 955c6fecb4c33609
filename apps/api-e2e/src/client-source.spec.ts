import type { WebhooksTestingApp } from '@hookline/testing';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import request from 'supertest';
import { host } from './testing/host';
import { managementDocument } from './testing/management-document';

const ROOT = join(__dirname, '../../..');
const FILE = join(ROOT, 'libs/client/openapi.json');

describe('the typed client', () => {
  let app: WebhooksTestingApp;

  beforeAll(async () => {
    app = await host().start();
  });
  afterAll(() => app.close());

  it('has the document of today; if not, run `npm run client`', async () => {
    const answer = await request(app.http).get('/api/docs-json').expect(200);
    const document = managementDocument(answer.body as object);
    // By `npm run client`.
    if (process.env['HOOKLINE_WRITE_CLIENT'] === '1') {
      writeFileSync(FILE, `${JSON.stringify(document, null, 2)}\n`);
    }
    expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(document);
  });

  it('has types and routes made from that document', async () => {
    if (process.env['HOOKLINE_WRITE_CLIENT'] === '1') return;
    const check = [join(ROOT, 'scripts/client-types.mjs'), '--check'];
    const { stderr } = await promisify(execFile)(process.execPath, check);
    expect(stderr).toBe('');
  });
});
