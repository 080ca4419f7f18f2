export type Envelope = { payload: string; payloadType: string; signature: { keyid: string; sig: string } };

export type Lineage = { trial: string; model: string; graph: string; rows: string; report: string };

/** The parts of an in-toto statement of evidence that are checked and shown. */
export type Statement = {
  type: string;
  predicateType: string;
  files: readonly { name: string; sha256: string }[];
  recipeHash: string;
  schemaHash: string;
  datasetVersion: string;
  epsilon: string;
  answer: string;
  software: string;
  lineage: readonly Lineage[];
  proofKinds: readonly string[];
};

/** Reads a DSSE envelope with exactly one signature; null where it is none. */
export function parseEnvelope(json: string): Envelope | null {
  return read(json, (document) => {
    const signatures = list(document.signatures);
    if (signatures.length !== 1) throw new TypeError();
    const signature = record(signatures[0]);
    return {
      payload: text(document.payload),
      payloadType: text(document.payloadType),
      signature: { keyid: text(signature.keyid), sig: text(signature.sig) },
    };
  });
}

/** Reads a statement of evidence; null where it is none. */
export function parseStatement(json: string): Statement | null {
  return read(json, (document) => {
    const predicate = record(document.predicate);
    return {
      type: text(document._type),
      predicateType: text(document.predicateType),
      files: list(document.subject).map((subject) => {
        const { name, digest } = record(subject);
        return { name: text(name), sha256: text(record(digest).sha256) };
      }),
      recipeHash: text(predicate.recipeHash),
      schemaHash: text(predicate.schemaHash),
      datasetVersion: text(predicate.datasetVersion),
      epsilon: text(predicate.epsilon),
      answer: text(record(predicate.ablationSummary).answer),
      software: text(predicate.software),
      lineage: list(predicate.lineage).map((item) => {
        const { trial, model, graph, rows, report } = record(item);
        return {
          trial: text(trial),
          model: text(model),
          graph: text(graph),
          rows: text(rows),
          report: text(report),
        };
      }),
      proofKinds: list(predicate.proofs).map((proof) => text(record(proof).kind)),
    };
  });
}

/** The value of a text member at the top of a JSON document; null where there is none. */
export function textMember(json: string, name: string): string | null {
  return read(json, (document) => text(document[name]));
}

function read<T>(json: string, shape: (document: Readonly<Record<string, unknown>>) => T): T | null {
  try {
    return shape(record(JSON.parse(json)));
  } catch (problem) {
    if (problem instanceof SyntaxError || problem instanceof TypeError) return null;
    throw problem;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError();
  return { ...value };
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError();
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError();
  return value;
}
