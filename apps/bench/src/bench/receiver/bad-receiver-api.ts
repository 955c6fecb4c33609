/** URLs of receivers that are no good, each on a port of its own. */
export interface BadUrls {
  /** They take a request and never answer. */
  blackHoles: string[];
  /** They answer a byte at a time and never end. */
  drippers: string[];
  /** Nobody listens. */
  refusing: string[];
}

/** What the process of the bad receivers answers to. */
export interface BadReceiverApi {
  /** So many of each kind. */
  listen(each: number): Promise<BadUrls>;
}
