/**
 * Why a client may not open a document, in the words that Hocuspocus sends it. Without a message: that
 * would be printed for each of them.
 */
export class CollaborationRefusal extends Error {
  override readonly name = 'CollaborationRefusal';

  constructor(readonly reason: string) {
    super('');
  }
}
