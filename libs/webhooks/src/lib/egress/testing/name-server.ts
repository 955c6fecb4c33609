import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode, type Answer, type Packet } from 'dns-packet';
import { isIPv6 } from 'node:net';

/** Addresses of one answer, or another name to follow and its addresses. */
export type Zone = readonly string[] | { cname: string; addresses: readonly string[] };

/** A name server on a UDP port of its own. It answers with a time to live of 0. */
export class NameServer {
  /** `name type` of each question that came; what was asked again is one. */
  readonly questions: string[] = [];
  private readonly names = new Map<string, readonly Zone[]>();
  /** Under which id each question came last. */
  private readonly lastIds = new Map<string, number>();
  private socket: Socket | undefined;

  /** What `egress.dnsServers` takes. */
  get address(): string {
    return `127.0.0.1:${this.socket?.address().port}`;
  }

  async start(): Promise<this> {
    this.socket = createSocket('udp4', (message, peer) => this.answer(message, peer));
    this.socket.bind(0, '127.0.0.1');
    await once(this.socket, 'listening');
    return this;
  }

  /**
   * A name and what it leads to, one entry for each lookup; the last one stays. A name that was not
   * set does not exist, and one without entries is never answered.
   */
  set(name: string, ...lookups: readonly Zone[]): void {
    this.names.set(name, lookups);
  }

  async stop(): Promise<void> {
    if (this.socket === undefined) return;
    this.socket.close();
    await once(this.socket, 'close');
  }

  private answer(message: Buffer, peer: RemoteInfo): void {
    const { id = 0, questions = [] } = decode(message);
    const [question] = questions;
    if (question === undefined) return;
    const name = question.name.toLowerCase();
    const lookups = this.names.get(name);
    const zone = lookups?.[Math.min(this.ask(`${name} ${question.type}`, id), lookups.length - 1)];
    if (lookups?.length === 0) return;
    const reply: Packet = {
      type: 'response',
      id,
      // Bit 8 asks for recursion, bit 7 offers it, the last four are the code: 3 for "no such name".
      flags: 0x0180 | (zone === undefined ? 3 : 0),
      questions: [question],
      answers: zone === undefined ? [] : answersOf(name, question.type, zone),
    };
    this.socket?.send(encode(reply), peer.port, peer.address);
  }

  /**
   * A lookup asks for both types: how often one of them was asked for counts the lookups. What was not
   * answered soon is asked again under its id, by the same lookup.
   */
  private ask(question: string, id: number): number {
    if (this.lastIds.get(question) !== id) this.questions.push(question);
    this.lastIds.set(question, id);
    return this.questions.filter((each) => each === question).length - 1;
  }
}

function answersOf(name: string, type: string, zone: Zone): Answer[] {
  const { cname, addresses } = 'cname' in zone ? zone : { cname: undefined, addresses: zone };
  const owner = cname ?? name;
  const records: Answer[] = addresses
    .filter((address) => isIPv6(address) === (type === 'AAAA'))
    .map((data) => ({ type: isIPv6(data) ? 'AAAA' : 'A', name: owner, ttl: 0, data }));
  if (cname === undefined) return records;
  return [{ type: 'CNAME', name, ttl: 0, data: cname }, ...records];
}
