import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { Fault } from "../../faults/fault.ts";

const POLL_MS = 50;
const DEADLINE_SECONDS = 180;

/**
 * Does the work while no other process holds the lock. It is an SQLite write lock, which the operating system takes back from
 * a process that dies. Throws the Fault `local-cloud-busy` when another one keeps it for three minutes.
 */
export async function withStartLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    await acquire(lock, path);
    return await work();
  } finally {
    lock.close();
  }
}

async function acquire(lock: DatabaseSync, path: string): Promise<void> {
  const end = performance.now() + DEADLINE_SECONDS * 1000;
  for (;;) {
    try {
      lock.exec("BEGIN EXCLUSIVE");
      return;
    } catch (error) {
      if (!/locked|busy/.test((error as Error).message)) throw error;
    }
    if (performance.now() > end) throw stillLocked(path);
    await delay(POLL_MS);
  }
}

function stillLocked(path: string): Fault {
  return new Fault({
    code: "local-cloud-busy",
    outcome: "cloud",
    summary: `Another command has been starting or stopping the local cloud for ${DEADLINE_SECONDS} s.`,
    next: `wait for it, or end it (\`fuser ${path}\` names it)`,
  });
}
