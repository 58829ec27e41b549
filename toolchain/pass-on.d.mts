/** Runs a command in the foreground, signals passed on; resolves to its exit code, 128 + n where signal n ended it. */
export function passOn(
  file: string,
  args: string[],
  options?: { cwd?: string; env?: NodeJS.ProcessEnv; shell?: boolean },
): Promise<number>;
