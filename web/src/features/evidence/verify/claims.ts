import type { PackFault } from '../../../api/types';
import type { Bytes } from './bytes';
import { textMember, type Statement } from './documents';

const STATEMENT = 'https://in-toto.io/Statement/v1';
const EVIDENCE = 'https://aethergen.ai/evidence/v1';

/** The faults where the statement's claims about the run contradict the files of the pack. */
export function claimFaults(
  statement: Statement,
  digests: ReadonlyMap<string, string>,
  documents: ReadonlyMap<string, Bytes>,
): readonly PackFault[] {
  const faults: PackFault[] = [];
  const same = (said: string, found: string | null | undefined, file: string, what: string) => {
    if (said !== found)
      faults.push({
        file,
        code: 'pack.contradiction',
        reason: `${what} differs from what the signed statement says`,
      });
  };

  if (statement.type !== STATEMENT) faults.push(notEvidence('_type'));
  if (statement.predicateType !== EVIDENCE) faults.push(notEvidence('predicateType'));
  for (const kind of statement.proofKinds) {
    faults.push({
      file: 'manifest.json',
      code: 'pack.unknown-proof',
      reason: `it carries a proof of kind '${kind.slice(0, 100)}', which this page cannot verify`,
    });
  }

  same(statement.recipeHash, digests.get('recipe.json'), 'recipe.json', 'the recipe’s hash');
  same(statement.schemaHash, digests.get('schema.json'), 'schema.json', 'the schema’s hash');
  const seed = documents.get('seed.json');
  same(
    statement.datasetVersion,
    seed ? textMember(new TextDecoder().decode(seed), 'sha256') : null,
    'seed.json',
    'the seed’s hash',
  );
  for (const { trial, model, graph, rows, report } of statement.lineage) {
    const file = (name: string) => `trials/${trial}/${name}`;
    const check = (hash: string, name: string) =>
      same(hash, digests.get(file(name)), file(name), 'its hash in the lineage');
    check(model, 'model/model.json');
    check(graph, 'model/sampler.onnx');
    check(rows, 'synthetic.csv');
    check(report, 'report.json');
  }
  return faults;
}

function notEvidence(field: string): PackFault {
  return {
    file: 'manifest.json',
    code: 'pack.not-evidence',
    reason: `its '${field}' is not that of evidence of this kind`,
  };
}
