import { describeEvents, describeEventsAsPage, describeEventsAsTypes } from '@hookline/api';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import * as ts from 'typescript';
import { readDocument } from './markdown';

/** Compiles one text strictly, and answers what the compiler has to say. */
function compile(text: string): string[] {
  const name = 'events.ts';
  const options: ts.CompilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true },
    // The types need nothing else, and it is checked faster.
    ...{ types: [], lib: ['lib.es2022.d.ts'] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, language) =>
    path === name
      ? ts.createSourceFile(path, text, language)
      : getSourceFile.call(host, path, language);
  const program = ts.createProgram([name], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const events = describeEvents();

describe('docs/events.md', () => {
  it('is what `npm run events:docs` would write', () => {
    expect(readDocument('docs/events.md').text).toBe(describeEventsAsPage());
  });

  it.each(events)('describes $type, with an example that its schema allows', (event) => {
    const ajv = addFormats(new Ajv({ allErrors: true }));
    expect(event.description).toMatch(/^[A-Z].*[^.]$/);
    const valid = ajv.validate(event.schema, event.example);
    expect({ valid, errors: ajv.errors }).toMatchObject({ valid: true });
    const declared = Object.keys(event.schema['properties'] as object);
    const shown = Object.keys(event.example as object);
    expect(declared.sort()).toEqual(expect.arrayContaining(shown.sort()));
  });
});

describe('The types of `npm run events:types`', () => {
  const types = describeEventsAsTypes();
  const examples = events.map(({ type, example }, index) => {
    const message = { id: 'evt_1', type, timestamp: '2026-11-21T22:59:00.000Z', data: example };
    return [
      `export const data${index}: WebhookEventData['${type}'] = ${JSON.stringify(example)};`,
      `export const message${index}: WebhookMessage = ${JSON.stringify(message)};`,
    ].join('\n');
  });

  it('fit an example of every event', () => {
    expect(events.length).toBeGreaterThan(30);
    expect(compile([types, ...examples].join('\n'))).toEqual([]);
  }, 120_000);

  it('fit nothing else, and tell events apart', () => {
    const wrong = `
export const missing: WebhookEventData['project.deleted'] = { name: 'x' };
export const other: WebhookMessage<'project.created'> =
  { id: '1', type: 'project.updated', timestamp: '', data: ${JSON.stringify(events[0]?.example)} };
export function read(message: WebhookMessage): string | null | undefined {
  if (message.type === 'payment.failed') return message.data.failureReason;
  return message.type === 'agent.disconnected' ? message.data.reason : message.data.nothing;
}`;
    const errors = compile(types + wrong);
    expect(errors).toHaveLength(3);
    expect(errors.join('\n')).toMatch(
      /missing the following properties[^]*'nothing' does not exist/,
    );
  }, 120_000);
});
