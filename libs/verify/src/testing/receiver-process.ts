import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

/** How one of the documented receivers is started. */
export interface Receiver {
  file: string;
  /** Asked for its version, to see whether it is installed. */
  interpreter: string;
  versionArgument: string;
  /** Must be there, even where the others may be missing. */
  required: boolean;
  /** A command that has to run once before. */
  build?: (folder: string) => string[];
  command: (folder: string) => string[];
  /** What it prints when it can be called; the port is in it. */
  listening: RegExp;
  /** It refuses to start without a usable secret; otherwise it answers 500. */
  checksSecretAtStart: boolean;
}

const ownLine = /listening on http:\/\/127\.0\.0\.1:(\d+)\/hook/;
const common = { versionArgument: '--version', listening: ownLine, checksSecretAtStart: true };

const node = (file: string): Receiver => ({
  ...common,
  file,
  interpreter: process.execPath,
  required: true,
  command: (folder) => [process.execPath, join(folder, file)],
});

const script = (file: string, interpreter: string, required: boolean): Receiver => ({
  ...common,
  file,
  interpreter,
  required,
  command: (folder) => [interpreter, join(folder, file)],
});

export const RECEIVERS: readonly Receiver[] = [
  node('receiver.mjs'),
  node('receiver-express.mjs'),
  script('receiver.py', 'python3', true),
  {
    ...script('receiver.go', 'go', false),
    versionArgument: 'version',
    build: (folder) => ['go', 'build', '-o', join(folder, 'receiver'), join(folder, 'receiver.go')],
    command: (folder) => [join(folder, 'receiver')],
  },
  script('receiver.rb', 'ruby', false),
  {
    ...script('receiver.php', 'php', false),
    command: (folder) => ['php', '-S', '127.0.0.1:0', join(folder, 'receiver.php')],
    listening: /Development Server \(http:\/\/127\.0\.0\.1:(\d+)\) started/,
    checksSecretAtStart: false,
  },
];

export function isInstalled({ interpreter, versionArgument }: Receiver): boolean {
  return spawnSync(interpreter, [versionArgument], { stdio: 'ignore' }).status === 0;
}

/** Puts the documented file into the folder; compiles it if need be. */
export function prepare(receiver: Receiver, documents: string, folder: string): void {
  cpSync(join(documents, receiver.file), join(folder, receiver.file));
  const [program, ...args] = receiver.build?.(folder) ?? [];
  if (program === undefined) return;
  const env = { ...process.env, GO111MODULE: 'off', GOTOOLCHAIN: 'local' };
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: folder, env });
  if (status !== 0) throw new Error(`${receiver.file} does not compile: ${stderr}`);
}

export class ReceiverProcess {
  output = '';
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;
  private readonly waiting = new Set<() => void>();

  constructor(receiver: Receiver, folder: string, env: Record<string, string>) {
    const [program = '', ...args] = receiver.command(folder);
    this.child = spawn(program, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        this.waiting.forEach((look) => look());
      });
    }
    this.exited = new Promise((resolve) => {
      this.child.once('error', () => resolve(null));
      this.child.once('close', (code) => resolve(code));
    });
  }

  /** Waits for a line; fails when the process ends without it. */
  async printed(pattern: RegExp): Promise<RegExpMatchArray> {
    const found = new Promise<RegExpMatchArray>((resolve) => {
      const look = (): void => {
        const match = this.output.match(pattern);
        if (match) resolve(match);
      };
      this.waiting.add(look);
      look();
    });
    const ended = this.exited.then((code) => {
      throw new Error(`ended with ${code} before ${String(pattern)}:\n${this.output}`);
    });
    return Promise.race([found, ended]);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}

/** Sends a request and answers its status; `cut` when the connection ended without one. */
export function post(
  port: number,
  message: { headers?: Record<string, string>; body?: string | Buffer; path?: string },
): Promise<number | 'cut'> {
  const body = Buffer.from(message.body ?? '');
  return new Promise((resolve) => {
    const outgoing = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: message.path ?? '/hook',
      agent: false,
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        ...message.headers,
      },
    });
    outgoing.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 'cut');
    });
    outgoing.on('error', () => resolve('cut'));
    outgoing.end(body);
  });
}
