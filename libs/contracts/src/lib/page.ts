/** A page of a list, newest first. */
export interface Page<Item> {
  items: Item[];
  /** Pass as `cursor` for the next page; `null` on the last. */
  nextCursor: string | null;
}
