import { STATUS_CODES } from 'node:http';
import { child, operationsOf, type Json } from './to-openapi-3-1';

const PROBLEM = 'application/problem+json';

/**
 * Names the answers of a document that nobody described, and moves problems to the components: most
 * operations have the same ones.
 * @returns the responses for the components
 */
export function shareResponses(document: Json): Json {
  const shared: Json = {};
  for (const { operation } of operationsOf(document)) {
    const responses = child(operation, 'responses');
    for (const [status, response] of Object.entries(responses)) {
      const answer = response as Json;
      if (answer['description'] === '') answer['description'] = STATUS_CODES[status] ?? status;
      const name = nameOf(status, answer);
      if (name === undefined) continue;
      shared[name] = answer;
      responses[status] = { $ref: `#/components/responses/${name}` };
    }
  }
  return shared;
}

/** By status and codes: what has the same ones is the same. */
function nameOf(status: string, response: Json): string | undefined {
  const problem = child(child(response, 'content'), PROBLEM);
  const codes = Object.keys(child(problem, 'examples'));
  return codes.length === 0 ? undefined : ['Problem', status, ...codes].join('.');
}
