import { ApiProblem } from './problem';

/** The bytes of a run's evidence pack, for verifying them in this browser. */
export async function downloadPack(runId: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(`/api/runs/${runId}/pack`);
  if (!response.ok) throw new ApiProblem(response.status, await response.json().catch(() => null));
  return new Uint8Array(await response.arrayBuffer());
}
