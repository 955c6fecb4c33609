const paddedBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes of padded standard base64 in its one spelling; `undefined` for anything else. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  // The second half refuses stray bits in the last character: one key, one spelling.
  return paddedBase64.test(text) && bytes.toString('base64') === text ? bytes : undefined;
}
