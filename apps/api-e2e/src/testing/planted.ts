import type { LoggerService } from '@nestjs/common';

/** What must be nowhere, each in a place of its own, so that a leak says where it came from. */
export const PLANTED = {
  /** In the object that an event is made of, in a field that the event does not have. */
  field: 'planted-password-in-a-field',
  /** In a field that no request has. */
  input: 'planted-password-in-a-request',
  /** The tail of a signing secret: its first characters are shown on purpose. */
  secret: 'planted-password-as-secret',
  /** The same of one that it is rotated to. */
  rotated: 'planted-password-as-the-next-secret',
  /** The value of a custom header. */
  header: 'planted-password-in-a-header',
  /** The user name and the password of a URL. */
  user: 'planted-user-of-a-url',
  password: 'planted-password-of-a-url',
  /** The tail of a secret that another sender's messages are verified with. */
  inbound: 'planted-password-of-a-sender',
};

/** Every line that is written, whoever writes it. */
export function captureOutput(): { lines: string[]; logger: LoggerService; release(): void } {
  const lines: string[] = [];
  const write = (...parts: unknown[]): void => {
    lines.push(
      parts
        .map((part) => (part instanceof Error ? String(part.stack) : JSON.stringify(part)))
        .join(' '),
    );
  };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((chunk) => {
      lines.push(String(chunk));
      return true;
    }),
  );
  const logger = {
    log: write,
    error: write,
    warn: write,
    debug: write,
    verbose: write,
    fatal: write,
  };
  return { lines, logger, release: () => spies.forEach((spy) => spy.mockRestore()) };
}

/** Checks that none of the secrets is in a text: as it is, encoded for a URL, in base64 or in hexadecimal. */
export function expectNone(
  text: string,
  secrets: readonly string[] = Object.values(PLANTED),
): void {
  for (const secret of secrets) {
    expect(formsOf(secret).filter((form) => text.includes(form))).toEqual([]);
  }
}

function formsOf(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex');
  // Base64 reads three bytes at a time, so that its text depends on what stands before.
  const inBase64 = [0, 1, 2].map((offset) => {
    const shifted = Buffer.from(' '.repeat(offset) + secret).toString('base64');
    return shifted.slice(offset === 0 ? 0 : offset + 1).replace(/.?=+$/, '');
  });
  return [secret, encodeURIComponent(secret), hex, ...inBase64];
}
