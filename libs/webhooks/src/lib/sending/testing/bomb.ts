import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';

/** So many bytes of one letter, packed as small as it goes. */
export function bomb(encoding: 'gzip' | 'deflate' | 'br', bytes: number): Buffer {
  const plain = Buffer.alloc(bytes, 'x');
  if (encoding === 'gzip') return gzipSync(plain, { level: 9 });
  if (encoding === 'deflate') return deflateSync(plain, { level: 9 });
  return brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}
