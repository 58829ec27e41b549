import { readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";

/** What a file backend writes into a lock. */
interface LockContent {
  pid: number;
  hostname: string;
  timestamp: string;
}

/**
 * Takes away the locks that engines left when they were killed, so that the next run need not be told to. A lock whose engine
 * still runs, or which is of another machine, stays: then this fails with the Fault `stack-locked`.
 */
export async function releaseDeadLocks(locksDir: string | undefined): Promise<void> {
  if (!locksDir) return;
  for (const name of await listLocks(locksDir)) {
    const file = join(locksDir, name);
    const lock = await readLock(file);
    if (!lock) continue;
    if (lock.hostname !== hostname() || (await isEngine(lock.pid))) throw lockedFault(lock);
    await rm(file, { force: true });
    await rm(`${file}.attrs`, { force: true });
  }
}

async function listLocks(locksDir: string): Promise<string[]> {
  try {
    return (await readdir(locksDir)).filter((name) => name.endsWith(".json"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Undefined when the engine let go of it in the meantime. */
async function readLock(file: string): Promise<LockContent | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as LockContent;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether this process runs and is an engine: a pid may have gone to another program since. */
async function isEngine(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    return (await readFile(`/proc/${pid}/comm`, "utf8")).trim().startsWith("pulumi");
  } catch {
    // No /proc on this system: believe the pid.
    return true;
  }
}

function lockedFault({ pid, hostname: host, timestamp }: LockContent): Fault {
  return new Fault({
    code: "stack-locked",
    outcome: "cloud",
    summary: `Another engine run holds the stack: process ${pid} on ${host}, since ${timestamp}.`,
    next: "wait until it has ended, then the same command again",
  });
}
