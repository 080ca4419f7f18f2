import { zipSync } from 'fflate';
import { canonical } from '../../../format/canonical';
import { hex, sha256, toBase64, type Bytes } from '../verify/bytes';
import { preAuthentication } from '../verify/signature';

const RECIPE = '{"name":"r","data":{"holdoutShare":0.3}}';
const SPLIT = { seed: 1, trainRows: 3, holdoutRows: 2, holdoutHash: 'held out' };
const ROWS = 50;
const TYPE = 'application/vnd.in-toto+json';

export type TestPack = { files: Record<string, Bytes>; pem: string; fingerprint: string };

export function bytesOf(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text));
}

type Judged = { outcome: string; sentence: string; failedGates?: readonly string[] };

/**
 * A small signed pack as its files by name. To tamper with it, change a file before zipping.
 * @param verdict The verdict of the statement; that of its summary is the same unless it is given.
 */
export async function signedPack(verdict?: Judged, ofSummary = verdict): Promise<TestPack> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['sign', 'verify'],
  );
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
  const fingerprint = await sha256(spki);
  const pem = `-----BEGIN PUBLIC KEY-----\n${toBase64(spki).replace(/(.{64})/g, '$1\n')}\n-----END PUBLIC KEY-----\n`;
  const seedHash = hex(crypto.getRandomValues(new Uint8Array(32)));
  const graph = await sha256(bytesOf('graph'));
  const schema = await sha256(bytesOf('{"name":"s"}'));
  const recipe = await sha256(bytesOf(RECIPE));
  const train = await sha256(bytesOf('rows'));
  const answer = 'It works: 90.0 %.';
  const measures = { 'utility.ratio': 0.9 };
  const levels = { generator: 'copula' };
  const result = {
    cell: 1,
    repeat: 1,
    generator: 'copula',
    levels,
    measures,
    trainRows: 3,
    verdict: ofSummary,
  };
  const figure = { name: 'utility.ratio', mean: 0.9, repeats: 1, note: 'one repeat, so no interval' };
  const cells = [{ cell: 1, levels, trials: 1, failures: 0, measures: [figure] }];
  const shares = { realShare: 3 / (3 + ROWS), syntheticRatio: ROWS / 3 };
  const cost = { wallSeconds: 1, cpuSeconds: 1, peakMemoryBytes: 1 };
  const signed: Record<string, Bytes> = {
    'README.txt': bytesOf('Evidence'),
    'public-key.pem': bytesOf(pem),
    'recipe.json': bytesOf(RECIPE),
    'schema.json': bytesOf('{"name":"s"}'),
    'seed.json': bytesOf(
      canonical({
        name: 's.csv',
        sha256: seedHash,
        rows: 5,
        version: 2,
        splits: [{ ...SPLIT, trainHash: train }],
      }),
    ),
    'summary.json': bytesOf(
      canonical({
        name: 'r',
        recipeHash: recipe,
        schemaHash: schema,
        datasetVersion: seedHash,
        software: 'test',
        answer,
        cells,
        kpis: [],
        ...shares,
        best: 1,
        verdict: ofSummary,
        trials: [{ name: 'c01-r1', ...result, rows: ROWS, cost }],
        cost,
      }),
    ),
    'trials/c01-r1/trial.json': bytesOf(
      canonical({
        name: 'c01-r1',
        schemaHash: schema,
        trainHash: train,
        holdoutHash: SPLIT.holdoutHash,
        holdoutRows: SPLIT.holdoutRows,
        settings: { seed: 1 },
        sampling: { rows: ROWS },
        stages: [{ stage: 'fitting', cost }],
        ...result,
      }),
    ),
    'trials/c01-r1/model/model.json': bytesOf(
      canonical({
        generator: 'copula',
        graphHash: graph,
        schemaHash: schema,
        provenance: { seedHash: train, seedRows: 3 },
      }),
    ),
    'trials/c01-r1/model/sampler.onnx': bytesOf('graph'),
    'trials/c01-r1/report.json': bytesOf(canonical({ version: 1, verdict: ofSummary })),
    'trials/c01-r1/synthetic.csv': bytesOf(`a,b\n${'1,2\n'.repeat(ROWS)}`),
  };
  const digests: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(signed)) digests[name] = await sha256(bytes);
  const of = (name: string) => digests[name] ?? '';

  const manifest = bytesOf(
    canonical({
      _type: 'https://in-toto.io/Statement/v1',
      subject: Object.entries(digests).map(([name, digest]) => ({ name, digest: { sha256: digest } })),
      predicateType: 'https://aethergen.ai/evidence/v1',
      predicate: {
        recipeHash: of('recipe.json'),
        schemaHash: of('schema.json'),
        datasetVersion: seedHash,
        epsilon: 'none',
        ablationSummary: { answer, cells, verdict },
        metrics: { 'c01-r1': measures },
        ...shares,
        cost,
        modelHashes: { 'c01-r1': of('trials/c01-r1/model/model.json') },
        software: 'test',
        lineage: [
          {
            trial: 'c01-r1',
            seed: seedHash,
            train,
            model: of('trials/c01-r1/model/model.json'),
            graph: of('trials/c01-r1/model/sampler.onnx'),
            rows: of('trials/c01-r1/synthetic.csv'),
            report: of('trials/c01-r1/report.json'),
          },
        ],
        proofs: [],
      },
    }),
  );
  const raw = new Uint8Array(
    await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      privateKey,
      preAuthentication(TYPE, manifest),
    ),
  );
  const envelope = canonical({
    payload: toBase64(manifest),
    payloadType: TYPE,
    signatures: [{ keyid: fingerprint, sig: toBase64(rawToDer(raw)) }],
  });
  return {
    files: { ...signed, 'manifest.json': manifest, 'manifest.dsse.json': bytesOf(envelope) },
    pem,
    fingerprint,
  };
}

/** In the form that packs had before the statement listed the compressed bytes. */
export function zipped(files: Record<string, Bytes>): Bytes {
  const headers = { os: 3, attrs: 0o100644 << 16, mtime: new Date(1980, 0, 1) } as const;
  return new Uint8Array(zipSync(files, { level: 6, ...headers }));
}

function rawToDer(raw: Bytes): Bytes {
  const integer = (value: Bytes) => {
    const start = value.findIndex((byte) => byte !== 0);
    const trimmed = [...value.subarray(start)];
    const padded = (trimmed[0] ?? 0) & 0x80 ? [0, ...trimmed] : trimmed;
    return [0x02, padded.length, ...padded];
  };
  const body = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))];
  return new Uint8Array([0x30, body.length, ...body]);
}
