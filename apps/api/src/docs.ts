import { createOpenApiDocument } from '@hookline/webhooks';
import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The OpenAPI 3.1 document of a started application. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Hookline')
    .setDescription(
      'Projects and sessions, and the webhooks that tell of their changes. Errors are problem+json (RFC 9457); branch on `code`.',
    )
    .setVersion('0.1.0')
    .build();
  return createOpenApiDocument(app, config);
}

/** Serves the document: for people at `/api/docs`, for programs at `/api/docs-json`. */
export function serveDocs(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/docs-json',
    customSiteTitle: 'Hookline API',
  });
}
