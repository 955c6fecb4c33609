import { execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '@hookline/local-postgres';
import { processTreeCpuMs } from '../laboratory/proc';
import type { Receiver } from './receiver';

const START_TIMEOUT_MS = 5_000;
/** Where distributions put it when it is not on the PATH of users. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** Where `nginx` is, or undefined. */
export function findNginx(path: string = process.env['PATH'] ?? ''): string | undefined {
  return [...path.split(delimiter), ...SYSTEM_FOLDERS]
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'nginx'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** A configuration of nothing but an answer, on one worker, and the counters of `stub_status`. */
export function nginxConfiguration(port: number, folder: string): string {
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  client_max_body_size 1m;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  default_type text/plain;
  server {
    listen 127.0.0.1:${port} backlog=1024;
    location / { return 200 ok; }
    location = /count { stub_status; }
  }
}
`;
}

/** The number of requests in a page of `stub_status`. */
export function requestsIn(page: string): number {
  const counters = /^\s*(\d+)\s+(\d+)\s+(\d+)\s*$/m.exec(page);
  return Number(counters?.[3] ?? 0);
}

/** Runs nginx in the foreground, as a child of ours. */
export async function startNginx(program: string, parent: string): Promise<Receiver> {
  const folder = join(parent, 'nginx');
  await mkdir(folder, { recursive: true });
  // Its workers run as another user when we are root.
  await chmod(folder, 0o777);
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  await writeFile(file, nginxConfiguration(port, folder));
  const child = spawn(program, ['-c', file, '-p', folder], { stdio: 'ignore', detached: true });
  const url = `http://127.0.0.1:${port}`;
  let polls = 0;
  const count = async (): Promise<number> => {
    const response = await fetch(`${url}/count`);
    polls += 1;
    // The page counts the requests for itself, too.
    return requestsIn(await response.text()) - polls;
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  if (!(await answers(count))) {
    await stop();
    throw new Error(`${program} did not start. Its log: ${folder}/error.log`);
  }
  const { stderr } = await promisify(execFile)(program, ['-v']);
  const name = stderr.trim().replace('nginx version: ', '');
  return { name, url, cpuMs: () => processTreeCpuMs(child.pid ?? 0), count, stop };
}

async function answers(count: () => Promise<number>): Promise<boolean> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    try {
      await count();
      return true;
    } catch {
      await delay(20);
    }
  }
  return false;
}
