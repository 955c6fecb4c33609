const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The stored uuid behind a public id such as `dlv_…`: its 26 characters are Crockford base32. */
export function uuidOf(publicId: string): string {
  const digits = publicId.slice(publicId.indexOf('_') + 1).toUpperCase();
  let value = 0n;
  for (const digit of digits) value = value * 32n + BigInt(ALPHABET.indexOf(digit));
  const hex = value.toString(16).padStart(32, '0');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
