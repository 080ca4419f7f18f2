import path from 'node:path';

/** The folders and files at the top of src, lowest first. A file imports from its own folder and from folders of lower rows. */
const LAYERS = [
  ['api', 'format', 'styles'],
  ['ui', 'queries', 'measures', 'limits'],
  ['charts'],
  ['runs', 'privacy', 'seeds', 'session'],
  ['features', 'frame'],
  ['routes'],
  ['main'],
];

const rowOf = (folder) => LAYERS.findIndex((row) => row.includes(folder));

/** The path below src without its extension, as its parts; null for a file elsewhere. */
function partsBelowSrc(file) {
  const [, below] = file
    .split(path.sep)
    .join('/')
    .split(/\/src\/(?!.*\/src\/)/);
  return below?.replace(/(\.test)?\.tsx?$/, '').split('/') ?? null;
}

/** Why one file may not import another; null where it may. */
function objection(from, to, isTest) {
  const [folder, feature] = from;
  const [target, targetFeature] = to;
  if (target === 'testing') return isTest || folder === 'testing' ? null : 'Only tests import from testing.';
  if (folder === 'testing') return null;
  if (folder === 'features' && target === 'features') {
    return feature === targetFeature
      ? null
      : `Features do not import each other: move what ${feature} and ${targetFeature} share to a lower folder.`;
  }
  const unplaced = [folder, target].find((name) => rowOf(name) < 0);
  if (unplaced) return `${unplaced} has no row in eslint/layers.js.`;
  return folder === target || rowOf(target) < rowOf(folder)
    ? null
    : `${folder} does not import from ${target}: see the order in eslint/layers.js.`;
}

/** @type {import('eslint').Rule.RuleModule} */
export const layers = {
  meta: { type: 'problem', schema: [], messages: { layer: '{{why}}' } },
  create(context) {
    const from = partsBelowSrc(context.filename);
    if (!from) return {};
    const isTest = /\.test\.tsx?$/.test(context.filename);

    const check = ({ source }) => {
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return;
      const to = partsBelowSrc(path.resolve(path.dirname(context.filename), source.value));
      const why = to && objection(from, to, isTest);
      if (why) context.report({ node: source, messageId: 'layer', data: { why } });
    };

    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};
