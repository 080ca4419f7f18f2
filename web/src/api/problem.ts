/** An error answer of the server (RFC 9457), with a stable code if it refused the request. Status 0: not reached. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string | undefined;
  readonly code: string | undefined;
  /** Values that may be accepted instead of the refused one, the likeliest first. */
  readonly suggestions: readonly string[];
  /** Messages by field, as ASP.NET names them ("Name", "Columns[0].Name"). */
  readonly fields: Readonly<Record<string, readonly string[]>>;

  constructor(status: number, body: unknown) {
    const { detail, title, code, errors, about } = isRecord(body) ? body : {};
    const first = isRecord(errors)
      ? Object.values(errors)
          .flat()
          .find((text) => typeof text === 'string')
      : undefined;
    super(text(detail) ?? text(first) ?? text(title) ?? fallback(status));
    this.name = 'ApiProblem';
    this.status = status;
    this.title = text(title);
    this.code = text(code);
    this.suggestions = isRecord(about) ? texts(about.suggestions) : [];
    this.fields = isRecord(errors) ? (errors as Record<string, string[]>) : {};
  }

  /** The message for a field; servers write "Name", JSON says "name". */
  of(field: string): string | undefined {
    const key = Object.keys(this.fields).find((name) => name.toLowerCase() === field.toLowerCase());
    return key === undefined ? undefined : this.fields[key]?.[0];
  }
}

function fallback(status: number): string {
  if (status === 0) return 'The server cannot be reached. Check that it is running, then try again.';
  if (status === 401) return 'You are not signed in.';
  if (status === 404) return 'There is nothing at this address, or you have no access to it.';
  return `The server answered with status ${status}. Try again; if it fails again, look in the server’s log.`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
