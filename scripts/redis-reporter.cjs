/**
 * Says at the end how many tests needed Redis, and how many of them were left out. A test counts when
 * its full name contains `[redis]`. With HOOKLINE_REQUIRE_ALL=1 leaving any out fails the run, and so
 * does a whole run that has none.
 */
'use strict';

const TAG = '[redis]';
const RAN = new Set(['passed', 'failed']);

module.exports = class RedisReporter {
  constructor(globalConfig) {
    this.whole = globalConfig.nonFlagArgs.length === 0 && !globalConfig.testNamePattern;
  }

  onRunComplete(_contexts, { testResults }) {
    const tests = testResults
      .flatMap((file) => file.testResults)
      .filter(({ fullName }) => fullName.includes(TAG));
    const ran = tests.filter(({ status }) => RAN.has(status)).length;
    const leftOut = tests.length - ran;
    process.stderr.write(`\nRedis tests: ${ran} ran, ${leftOut} left out.\n`);
    if (process.env.HOOKLINE_REQUIRE_ALL !== '1') return;
    if (leftOut > 0) this.error = new Error(`${leftOut} Redis tests were left out.`);
    else if (this.whole && ran === 0) this.error = new Error('No Redis test was found.');
  }

  /** Jest fails the run when this answers an error. */
  getLastError() {
    return this.error;
  }
};
