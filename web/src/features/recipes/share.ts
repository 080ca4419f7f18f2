import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';

const KEY = '#recipe=';

/** A link that holds the recipe after the #, a part that browsers do not send: no server sees or stores it. */
export function linkTo(text: string): string {
  return `${globalThis.location.origin}/recipes/open${KEY}${base64(deflateSync(strToU8(text), { level: 9 }))}`;
}

/** The text of the recipe in a link; null where there is none or it cannot be read. */
export function recipeIn(hash: string): string | null {
  if (!hash.startsWith(KEY)) return null;
  try {
    return strFromU8(inflateSync(bytes(hash.slice(KEY.length))));
  } catch {
    return null;
  }
}

function base64(data: Uint8Array): string {
  let text = '';
  for (const byte of data) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  );
}
