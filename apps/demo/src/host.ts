import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { childEnvironment, detached, endOf, stopChild } from './children';

/** apps/api in a process of its own, listening. */
export interface Host {
  url: string;
  /** Rejects when the process ends by itself. */
  readonly end: Promise<never>;
  /** Lets it finish what is in flight. */
  stop(): Promise<void>;
}

const MAIN = join(__dirname, '../../api/dist/main.js');
const LISTENS = /listens on http:\/\/[^\s:]+:(\d+)/;
const START_TIMEOUT_MS = 60_000;

/** Starts the compiled host on a free port; deliveries to this machine are allowed. */
export async function startHost(
  env: { DATABASE_URL: string; JWT_SECRET: string },
  signal: AbortSignal,
): Promise<Host> {
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    env: childEnvironment({
      ...env,
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      HOOKLINE_EGRESS_ALLOW: '127.0.0.0/8',
      WEBHOOK_QUEUE_INTERVAL: '200',
      DOCUMENT_UPDATE_WINDOW: '200',
      HOOKLINE_SUPERVISED: '1',
    }),
    detached,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const end = endOf(child, 'The host', () => output);
  const port = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const found = LISTENS.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
    const late = AbortSignal.timeout(START_TIMEOUT_MS);
    const tooLate = new Error(`The host does not listen after ${START_TIMEOUT_MS / 1_000} s.`);
    late.onabort = () => reject(tooLate);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    return {
      url: `http://127.0.0.1:${await Promise.race([port, end])}`,
      end,
      stop: () => stopChild(child),
    };
  } catch (error) {
    await stopChild(child);
    throw error;
  }
}
