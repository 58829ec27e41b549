import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { isRunning, processIdentity } from "./process-identity.ts";

/** A process that was started here, as its file remembers it. */
export interface RecordedProcess {
  pid: number;
  identity: string;
}

/** Records a running process. */
export function writePidFile(path: string, pid: number): RecordedProcess {
  const identity = processIdentity(pid);
  if (identity === undefined) throw new Error(`process ${pid} ended before it could be recorded in ${path}`);
  const recorded = { pid, identity };
  writeFileSync(path, JSON.stringify(recorded));
  return recorded;
}

/** The recorded process if it still runs; a number that another process has by now does not count. */
export function readPidFile(path: string): RecordedProcess | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  const recorded = parse(text);
  return recorded && isRunning(recorded) ? recorded : undefined;
}

export function removePidFile(path: string): void {
  rmSync(path, { force: true });
}

/** A file that a crash cut short records nothing. */
function parse(text: string): RecordedProcess | undefined {
  try {
    const { pid, identity } = JSON.parse(text) as Partial<RecordedProcess>;
    return typeof pid === "number" && typeof identity === "string" ? { pid, identity } : undefined;
  } catch {
    return undefined;
  }
}
