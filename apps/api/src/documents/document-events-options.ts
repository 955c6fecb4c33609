import type { DocumentEventsOptions } from '@hookline/document-events';
import type { ApiConfig } from '../config/api-config';

/** How the host sets the webhooks of documents up. */
export function documentEventsOptions({ documents }: ApiConfig): DocumentEventsOptions {
  return { ...documents };
}
