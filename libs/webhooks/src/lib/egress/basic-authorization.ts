/** RFC 7617, section 2: neither control characters, nor a colon in the user name. */
const CONTROL = /\p{Cc}/u;

/**
 * The value of an `authorization` header for the user name and password of a URL, which are
 * percent-encoded there and UTF-8 here. `null` when they can't be sent that way.
 */
export function basicAuthorization({
  username,
  password,
}: Pick<URL, 'username' | 'password'>): string | null {
  const user = decode(username);
  const secret = decode(password);
  if (user === null || secret === null || user.includes(':')) return null;
  const pair = `${user}:${secret}`;
  return CONTROL.test(pair) ? null : `Basic ${Buffer.from(pair).toString('base64')}`;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
