import { fromBase64, sha256, type Bytes } from './bytes';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const HALF = 32;

export type PublicKey = {
  key: CryptoKey;
  /** SHA-256 of the SubjectPublicKeyInfo, in hex. */
  fingerprint: string;
};

/** Reads a `BEGIN PUBLIC KEY` block; null where it is not a P-256 key. */
export async function readPublicKey(pem: string): Promise<PublicKey | null> {
  const body = /-----BEGIN PUBLIC KEY-----([\s\S]+?)-----END PUBLIC KEY-----/.exec(pem)?.[1];
  const spki = body === undefined ? null : fromBase64(body.replace(/\s/g, ''));
  if (!spki) return null;
  try {
    const key = await crypto.subtle.importKey('spki', spki, P256, true, ['verify']);
    return { key, fingerprint: await sha256(spki) };
  } catch {
    return null;
  }
}

/** What DSSE signs: `DSSEv1 LEN(type) type LEN(payload) payload`, lengths in bytes and in decimal. */
export function preAuthentication(type: string, payload: Bytes): Bytes {
  const typeBytes = new TextEncoder().encode(type);
  const head = new TextEncoder().encode(`DSSEv1 ${typeBytes.length} ${type} ${payload.length} `);
  const whole = new Uint8Array(head.length + payload.length);
  whole.set(head);
  whole.set(payload, head.length);
  return whole;
}

/** Whether the signature (ECDSA over P-256 with SHA-256, in DER) is of these bytes and this key. */
export async function verifies({ key }: PublicKey, signature: Bytes, signed: Bytes): Promise<boolean> {
  const raw = derToRaw(signature);
  return raw !== null && crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, raw, signed);
}

/** SEQUENCE { INTEGER r, INTEGER s } → r‖s of 32 bytes each, as WebCrypto takes it; null where it is not in DER. */
export function derToRaw(der: Bytes): Bytes | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || der.length > 72) return null;
  const r = integerAt(der, 2);
  const s = r && integerAt(der, r.end);
  if (!r || !s || s.end !== der.length) return null;

  const raw = new Uint8Array(2 * HALF);
  raw.set(r.value, HALF - r.value.length);
  raw.set(s.value, 2 * HALF - s.value.length);
  return raw;
}

function integerAt(der: Bytes, at: number): { value: Bytes; end: number } | null {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  if (der[at] !== 0x02 || length === 0 || end > der.length) return null;

  const padded = der[at + 2] === 0 && length > 1;
  const value = der.subarray(padded ? at + 3 : at + 2, end);
  const top = value[0] ?? 0;
  // Integers are positive and minimal: they begin with a zero byte exactly if the top bit of the next byte is set.
  if (((top & 0x80) !== 0) !== padded || value.length > HALF) return null;
  return { value, end };
}
