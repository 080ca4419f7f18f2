/** What an audit entry's detail says, a JSON object in a text: names and values that can be written in a sentence. */
export function saidIn(detail: string): [string, string][] {
  const said = JSON.parse(detail) as Record<string, unknown>;
  return Object.entries(said).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
  );
}
