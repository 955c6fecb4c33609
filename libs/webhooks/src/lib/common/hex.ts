/** Code of the character that separates the groups of a uuid. */
export const HYPHEN = 0x2d;

/** The value of a lower-case hexadecimal digit, by its character code; a lookup would be no faster. */
export function hexDigit(code: number): number {
  return code <= 0x39 ? code - 0x30 : code - 0x57;
}

/** The character code of a lower-case hexadecimal digit, by its value. */
export const HEX_CODES = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
