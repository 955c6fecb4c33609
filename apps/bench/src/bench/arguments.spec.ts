import { parseArguments, USAGE } from './arguments';

describe('parseArguments', () => {
  it('measures everything without options', () => {
    expect(parseArguments([])).toEqual({
      json: false,
      quick: false,
      isolation: false,
      profile: false,
      list: false,
      help: false,
      scenarios: [],
      rounds: null,
    });
  });

  it('takes every option', () => {
    const argv = ['--json', '--quick', '--profile', '--scenario', 'cpu', '--scenario=drain'];
    expect(parseArguments([...argv, '--rounds', '7'])).toMatchObject({
      json: true,
      quick: true,
      profile: true,
      scenarios: ['cpu', 'drain'],
      rounds: 7,
    });
  });

  it.each(['0', '51', '1.5', 'many', ''])('refuses --rounds=%s and says why', (rounds) => {
    expect(parseArguments([`--rounds=${rounds}`])).toEqual({
      usageError: `--rounds is "${rounds}". Pass a whole number from 1 to 50.`,
    });
  });

  it('names what it does not know', () => {
    expect(parseArguments(['--fast'])).toEqual({
      usageError: expect.stringContaining("'--fast'") as unknown,
    });
  });

  it('describes every option', () => {
    for (const option of [
      'json',
      'quick',
      'isolation',
      'profile',
      'list',
      'scenario',
      'rounds',
      'help',
    ]) {
      expect(USAGE).toContain(`--${option}`);
    }
  });
});
