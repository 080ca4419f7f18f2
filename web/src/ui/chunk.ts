/** What browsers say where a part of the app cannot be fetched; none of them gives it a type of its own. */
const FAILED_IMPORT =
  /dynamically imported module|importing a module script failed|unable to preload|loading chunk/i;

/** Whether a part of the app could not be fetched. Trying again does not help: browsers remember the failure. */
export function isFailedImport(error: unknown): boolean {
  return error instanceof Error && FAILED_IMPORT.test(error.message);
}
