/**
 * The type of the built-in test event, and the tag of every test send: an example of another type is one
 * that never happened, and nobody may get it but the endpoint that it was made for.
 */
export const TEST_EVENT = 'webhook.test';

/** Whether an event was made to try one endpoint. One that was published is not, whatever its type. */
export function isTestSend({ tags }: { tags: readonly string[] }): boolean {
  return tags.includes(TEST_EVENT);
}
