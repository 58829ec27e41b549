/** Whether the operating system refused something, as opposed to a mistake of the program's own. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
