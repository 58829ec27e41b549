import { closeSync, lstatSync, openSync, readSync } from "node:fs";

/** A Node program that another program starts by the path of an executable file. */
export interface Launch {
  node: string;
  program: string;
  env: Record<string, string>;
}

const FIRST_LINES = "#!/bin/sh\n# Written by stage; it is written anew where it differs.\n";

/** A shell script that becomes the program: same process, same arguments, so that signals reach it. */
export function launcherScript({ node, program, env }: Launch): string {
  const assignments = Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`);
  const lines = [
    `export ${assignments.join(" ")}`,
    `exec ${quoted(node)} --disable-warning=ExperimentalWarning ${quoted(program)} "$@"`,
    "",
  ];
  return FIRST_LINES + lines.join("\n");
}

/** Whether a file is a script of {@link launcherScript}, and so may be overwritten; others' files and links are not. */
export function isLauncher(path: string): boolean {
  if (!lstatSync(path).isFile()) return false;
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(FIRST_LINES.length);
    readSync(file, start);
    return start.toString() === FIRST_LINES;
  } finally {
    closeSync(file);
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
