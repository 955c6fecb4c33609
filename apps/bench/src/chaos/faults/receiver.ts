import { setTimeout as delay } from 'node:timers/promises';
import { machineTime } from '../machine-time';
import type { Behaviour } from '../protocol';
import type { Stage } from '../stage/stage';
import { between, type Fault, type Injection, over } from './fault';

const behaves =
  (behaviour: Behaviour) =>
  async ({ receiver, signal }: Stage): Promise<Injection> => {
    await receiver.ask({ type: 'behave', behaviour });
    try {
      await delay(between(500, 2_000), undefined, { signal });
    } finally {
      await receiver.ask({ type: 'behave', behaviour: 'up' });
    }
    return over(machineTime());
  };

/** What receivers do. */
export const RECEIVER_FAULTS: readonly Fault[] = [
  { name: 'receiver-down', what: 'the receiver down', inject: behaves('down') },
  {
    name: 'receiver-slow',
    what: 'slow, every other one past the deadline',
    inject: behaves('slow'),
  },
  { name: 'receiver-resets', what: 'resets each connection', inject: behaves('reset') },
  {
    name: 'receiver-half-closes',
    what: 'ends its side in the middle of a response',
    inject: behaves('half-close'),
  },
  { name: 'receiver-garbage', what: 'answers what is not HTTP', inject: behaves('garbage') },
];
