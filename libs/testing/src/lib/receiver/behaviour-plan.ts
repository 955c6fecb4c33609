import type { Behaviour } from './behaviour';

/** Which behaviour is next: first those for a number of requests, in order, then the lasting one. */
export class BehaviourPlan {
  private readonly queue: { behaviour: Behaviour; left: number }[] = [];

  constructor(private lasting: Behaviour) {}

  /**
   * Plans a behaviour.
   * @param times for so many requests, after what is planned already; `undefined`: from then on
   * @throws RangeError unless `times` is a whole number of 1 or more
   */
  add(behaviour: Behaviour, times: number | undefined): void {
    if (times === undefined) {
      this.lasting = behaviour;
      return;
    }
    if (!Number.isInteger(times) || times < 1) {
      throw new RangeError(`times: ${times} is not a whole number of 1 or more.`);
    }
    this.queue.push({ behaviour, left: times });
  }

  /** Forgets what is planned. */
  reset(lasting: Behaviour): void {
    this.queue.length = 0;
    this.lasting = lasting;
  }

  /** Takes the behaviour of one request. */
  take(): Behaviour {
    const [first] = this.queue;
    if (first === undefined) return this.lasting;
    first.left -= 1;
    if (first.left === 0) this.queue.shift();
    return first.behaviour;
  }
}
