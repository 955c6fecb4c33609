import { Environment } from './environment';

describe('Environment', () => {
  it('takes changes back in any order', () => {
    const env: NodeJS.ProcessEnv = { URL: 'real', KEPT: 'kept' };
    const environment = new Environment(env);
    const undoFirst = environment.change({ URL: 'first', ADDED: 'first', KEPT: undefined });
    const undoSecond = environment.change({ URL: 'second' });
    expect(env).toEqual({ URL: 'second', ADDED: 'first' });
    expect(environment.original('URL')).toBe('real');
    undoFirst();
    expect(env).toEqual({ URL: 'second', KEPT: 'kept' });
    undoSecond();
    undoSecond();
    expect(env).toEqual({ URL: 'real', KEPT: 'kept' });
    expect(environment.original('ADDED')).toBeUndefined();
  });
});
