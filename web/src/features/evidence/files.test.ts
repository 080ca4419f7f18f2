import { expect, it } from 'vitest';
import { groupsOf } from './files';

const file = (name: string) => ({
  runId: 'r1',
  name,
  sha256: 'a',
  bytes: 1,
  createdAt: '2030-01-01T00:00:00Z',
});

const NAMES = [
  'trials/c01-r1/synthetic.csv',
  'trials/c01-r1/report.html',
  'trials/c01-r1/report.json',
  'trials/c01-r1/model/model.json',
  'trials/c01-r1/model/sampler.onnx',
  'trials/c01-r1/trial.json',
  'trials/c01-r1/kept/measurement-1.json',
  'launch.json',
  'card.html',
  'card.dsse.json',
  'summary.json',
  'recipe.json',
  'schema-b2.json',
  'pack.zip',
  'privacy.html',
];

it('groups the files of a run by what they are for, and folds away what only the program reads', () => {
  const found = groupsOf(NAMES.map(file)).map(
    ({ title, folded, files }) => [title, folded, files.map(({ name }) => name.split('/').at(-1))] as const,
  );
  expect(found).toEqual([
    ['Rows', false, ['synthetic.csv']],
    ['Reports', false, ['report.html', 'report.json', 'card.html', 'summary.json', 'privacy.html']],
    ['Models', false, ['model.json', 'sampler.onnx']],
    ['Proof', false, ['trial.json', 'card.dsse.json', 'recipe.json', 'schema-b2.json', 'pack.zip']],
    ['Internal files', true, ['measurement-1.json', 'launch.json']],
  ]);
});
