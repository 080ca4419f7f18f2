import { ApiProblem } from './problem';
import type { SeedFile } from './types';

/**
 * Sends a file as the raw body, by XMLHttpRequest because `fetch` cannot report the progress of an upload.
 * @param address What the address says about the file: its name, and how it is written.
 */
export function uploadSeed(
  projectId: string,
  file: File,
  address: URLSearchParams,
  { onProgress, signal }: { onProgress: (sent: number) => void; signal: AbortSignal },
): Promise<SeedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/projects/${projectId}/seeds?${address}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as SeedFile);
      else reject(new ApiProblem(request.status, body));
    };
    request.onerror = () => reject(new ApiProblem(0, null));
    request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
