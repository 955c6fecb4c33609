import { webhookMatchers } from './webhook-matchers';

const { expect } = globalThis as { expect?: { extend?: (matchers: object) => void } };

// Jest, and other runners with a global `expect`; elsewhere: expect.extend(webhookMatchers).
if (typeof expect?.extend === 'function') expect.extend(webhookMatchers);
