import { EventEmitter, once } from 'node:events';
import { stopOnSignals } from './shutdown';

interface Setup {
  events: EventEmitter;
  lines: string[];
  /** Resolves with the exit code. */
  exited: Promise<number>;
  finish: () => void;
  fail: (error: Error) => void;
}

function setUp({ supervised = false, deadlineMs = 10_000 } = {}): Setup {
  const events = new EventEmitter();
  const exits = new EventEmitter();
  const lines: string[] = [];
  let finish!: () => void;
  let fail!: (error: Error) => void;
  const closing = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  stopOnSignals(events, {
    close: () => closing,
    exit: (code) => exits.emit('exit', code),
    say: (line) => lines.push(line),
    deadlineMs,
    supervised,
  });
  const exited = once(exits, 'exit').then(([code]) => code as number);
  return { events, lines, exited, finish, fail };
}

describe('stopOnSignals', () => {
  it.each(['SIGINT', 'SIGTERM'])('finishes on %s and exits with 0', async (signal) => {
    const { events, exited, finish } = setUp();

    events.emit(signal);
    finish();

    expect(await exited).toBe(0);
  });

  it('stops at once on a second signal', async () => {
    const { events, exited, lines } = setUp();

    events.emit('SIGINT');
    events.emit('SIGINT');

    expect(await exited).toBe(1);
    expect(lines).toHaveLength(2);
  });

  it('stops when its supervisor is gone', async () => {
    const { events, exited, finish } = setUp({ supervised: true });

    events.emit('disconnect');
    finish();

    expect(await exited).toBe(0);
  });

  it('takes the end of the supervisor for no second signal', async () => {
    const { events, exited, finish } = setUp({ supervised: true });

    events.emit('SIGTERM');
    events.emit('disconnect');
    finish();

    expect(await exited).toBe(0);
  });

  it('does not mind a channel that is no supervisor', () => {
    expect(setUp().events.listenerCount('disconnect')).toBe(0);
  });

  it('exits with 1 when stopping fails or takes too long', async () => {
    const failing = setUp();
    failing.events.emit('SIGTERM');
    failing.fail(new Error('the pool is broken'));
    expect(await failing.exited).toBe(1);
    expect(failing.lines.at(-1)).toContain('the pool is broken');

    const slow = setUp({ deadlineMs: 1 });
    slow.events.emit('SIGTERM');
    expect(await slow.exited).toBe(1);
  });
});
