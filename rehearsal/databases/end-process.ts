import type { RecordedProcess } from "./pid-file.ts";
import { isRunning } from "./process-identity.ts";
import { waitUntil } from "./wait-until.ts";

/** Asks a recorded process to end, and kills it where it has not after the time; no other process is ever touched. */
export async function endProcess(
  recorded: RecordedProcess,
  signal: NodeJS.Signals,
  graceSeconds: number,
): Promise<void> {
  send(recorded, signal);
  if (await waitUntil(() => !isRunning(recorded), graceSeconds)) return;
  send(recorded, "SIGKILL");
  if (await waitUntil(() => !isRunning(recorded), graceSeconds)) return;
  throw new Error(`process ${recorded.pid} is still running after SIGKILL`);
}

function send(recorded: RecordedProcess, signal: NodeJS.Signals): void {
  if (!isRunning(recorded)) return;
  try {
    process.kill(recorded.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
