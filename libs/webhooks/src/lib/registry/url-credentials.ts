import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { basicAuthorization } from '../egress/basic-authorization';
import { parseUrl } from '../egress/parse-url';
import { holdsControls } from '../egress/vet-url';

/** A URL, and the value of `authorization` for the user name and password that were in it. */
export interface SplitUrl {
  url: string;
  credentials: string | null;
}

/**
 * Takes the user name and password out of a URL. What is no URL stays as it is: the egress guard says
 * what is wrong with it.
 * @throws ValidationFailedError when they can't be sent as Basic; never with their values
 */
export function takeCredentials(text: string): SplitUrl {
  // The parser would drop control characters, and with them the reason to refuse the URL.
  const url = holdsControls(text) ? null : parseUrl(text);
  if (url === null || (url.username === '' && url.password === '')) {
    return { url: text, credentials: null };
  }
  const credentials = basicAuthorization(url);
  if (credentials === null) {
    const message =
      'holds a user name or password that Basic authorization can not carry: no colon in the name, no ' +
      'control characters, each percent-encoded as UTF-8';
    throw new ValidationFailedError([{ field: 'url', message }]);
  }
  url.username = '';
  url.password = '';
  return { url: url.href, credentials };
}
