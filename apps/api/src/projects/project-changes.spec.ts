import { changesOf } from './project-changes';

describe('changesOf', () => {
  const project = { name: 'Apollo', description: 'To the moon' };

  it('names the fields that get another value', () => {
    expect(changesOf(project, { name: 'Artemis' })).toEqual({ name: 'Artemis' });
    expect(changesOf(project, { description: null })).toEqual({ description: null });
    expect(changesOf(project, { name: 'Artemis', description: 'Again' })).toEqual({
      name: 'Artemis',
      description: 'Again',
    });
  });

  it('leaves out what stays as it is', () => {
    expect(changesOf(project, {})).toEqual({});
    expect(changesOf(project, { name: 'Apollo', description: 'To the moon' })).toEqual({});
  });
});
