import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');

/** The host in a process of its own. */
export class HostProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Resolves when it listens. */
  static async start(env: NodeJS.ProcessEnv): Promise<HostProcess> {
    const sources = ['--conditions=@hookline/source', '--require'];
    const child = spawn(
      process.execPath,
      [...sources, join(ROOT, 'scripts/register-sources.cjs'), join(ROOT, 'apps/api/src/main.ts')],
      {
        cwd: ROOT,
        env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let output = '';
    const keep = (text: Buffer): unknown => (output += text.toString());
    child.stderr.on('data', keep);
    const listening = new Promise<void>((resolve) => {
      child.stdout.on('data', (text: Buffer) => {
        keep(text);
        if (output.includes('http://')) resolve();
      });
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The host ended with ${String(code)}:\n${output}`);
    });
    await Promise.race([listening, ended]);
    ended.catch(() => undefined);
    return new HostProcess(child);
  }

  /** Ends it as an operator would; resolves when it has finished what it was at. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
