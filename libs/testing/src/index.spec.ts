import * as kit from './index';

describe('The public API', () => {
  it('changes only on purpose', () => {
    expect(Object.keys(kit).sort()).toEqual([
      'DeliveriesPendingError',
      'FakeReceiver',
      'ReceiverTimeoutError',
      'TestingClock',
      'TestingPublisher',
      'WebhooksTestingApp',
      'WebhooksTestingAppBuilder',
      'webhookMatchers',
    ]);
  });
});
