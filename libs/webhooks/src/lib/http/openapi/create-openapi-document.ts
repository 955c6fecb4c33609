import type { INestApplication } from '@nestjs/common';
import {
  DocumentBuilder,
  SwaggerModule,
  type OpenAPIObject,
  type SwaggerDocumentOptions,
} from '@nestjs/swagger';
import { EventCatalog } from '../../events/event-catalog';
import { eventSchemas, eventWebhooks } from './event-webhooks';
import { applyMarks, RATE_LIMIT_HEADERS } from './route-marks';
import { shareResponses } from './shared-responses';
import { child, toOpenApi31, type Json } from './to-openapi-3-1';

const BEARER = { type: 'http', scheme: 'bearer', description: 'A token, or an API key (`hlk_…`).' };

/**
 * The OpenAPI 3.1 document of an application that imports `WebhooksModule`: all of its routes, those of
 * the library with their errors, scopes and examples, and as `webhooks` what receivers get, with the
 * schema of each event of the catalog. Takes what `SwaggerModule.createDocument` takes.
 * @param app created, not necessarily listening
 * @param config made with `DocumentBuilder`: title, description, version, servers
 * @example
 * ```ts
 * const config = new DocumentBuilder().setTitle('Shop').setVersion('1.0').build();
 * SwaggerModule.setup('docs', app, () => createOpenApiDocument(app, config));
 * ```
 */
export function createOpenApiDocument(
  app: INestApplication,
  config: Omit<OpenAPIObject, 'paths'> = new DocumentBuilder().build(),
  options?: SwaggerDocumentOptions,
): OpenAPIObject {
  // As it is sent: without what is undefined.
  const made = SwaggerModule.createDocument(app, config, options);
  const document = toOpenApi31(JSON.parse(JSON.stringify(made)) as OpenAPIObject & Json);
  applyMarks(document);
  const responses = shareResponses(document);
  const events = app.get(EventCatalog, { strict: false }).describe();
  const { schemas, securitySchemes, ...components } = document.components ?? {};
  return {
    ...document,
    webhooks: { ...child(document, 'webhooks'), ...eventWebhooks(events) },
    components: {
      ...components,
      schemas: { ...schemas, ...eventSchemas(events) },
      responses: { ...components.responses, ...responses },
      headers: { ...components.headers, ...RATE_LIMIT_HEADERS },
      securitySchemes: { bearer: BEARER, ...securitySchemes },
    },
  } as OpenAPIObject;
}
