import { signToken } from '../auth/development-token';
import type { ApiConfig } from '../config/api-config';

/** The address for this machine; addresses that mean "every one" can't be opened. */
export function localUrl(host: string, port: number): string {
  const everywhere = ['0.0.0.0', '::', '127.0.0.1'].includes(host);
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/**
 * What is printed once the host listens: the address, and outside production a token and the next
 * commands to try. They fit the shells of Linux and macOS.
 */
export async function welcome(config: ApiConfig, port: number): Promise<string> {
  const url = localUrl(config.host, port);
  if (config.webhooks.worker === 'only') return `Hookline delivers (health: ${url}/health/ready)`;
  const address = `Hookline listens on ${url} (API description: ${url}/api/docs)`;
  if (config.production || config.jwt.mode !== 'secret') return address;
  const { secret, issuer, audience } = config.jwt;
  const token = await signToken(secret, { issuer, audience });
  return [
    address,
    '',
    'A development token, valid for a day. Set it in another terminal:',
    '',
    `  export TOKEN=${token}`,
    '',
    'Then create an endpoint (its secret is shown only now), create a project, and list the deliveries:',
    '',
    ...commands(url).map((command) => `  ${command}`),
    '',
  ].join('\n');
}

function commands(url: string): string[] {
  const auth = `-H "authorization: Bearer $TOKEN"`;
  const json = `-H 'content-type: application/json'`;
  const endpoint = `{"name":"mine","url":"http://localhost:4000/hook","events":["project.*"]}`;
  return [
    `ENDPOINT=$(curl -s -X POST ${url}/api/webhooks ${auth} ${json} -d '${endpoint}' | tee /dev/stderr | node -p 'JSON.parse(require("fs").readFileSync(0)).id')`,
    `curl -s -X POST ${url}/api/projects ${auth} ${json} -d '{"name":"Apollo"}'`,
    `curl -s "${url}/api/webhooks/$ENDPOINT/deliveries" ${auth}`,
  ];
}
