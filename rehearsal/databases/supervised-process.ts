import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { endProcess } from "./end-process.ts";
import { type RecordedProcess, readPidFile, removePidFile, writePidFile } from "./pid-file.ts";
import { isRunning } from "./process-identity.ts";
import { waitUntil } from "./wait-until.ts";

/** A server that the rehearsal runs beside its containers. */
export interface ProcessSpec {
  /** As errors call it, such as `PostgreSQL`. */
  title: string;
  command: string;
  args: string[];
  cwd: string;
  env?: Record<string, string>;
  /** Whom it runs as, where not as we do. */
  user?: { uid: number; gid: number };
  pidFile: string;
  logFile: string;
  stopSignal: NodeJS.Signals;
  /** Whether it answers. */
  ready(): Promise<boolean>;
  /** Default: 30. */
  readyTimeoutSeconds?: number;
}

export interface SupervisedProcess {
  pid(): number;
  /** Ends it; it is not started again. */
  stop(): Promise<void>;
}

const READY_SECONDS = 30;
const GRACE_SECONDS = 10;
const WATCH_INTERVAL_MS = 500;
const LOG_LINES = 10;

/**
 * Keeps a server running. One that an earlier daemon left behind is taken over if it answers, otherwise replaced; one that
 * ends is started again. It outlives this process only when that is killed. Throws the Fault `server-not-started`.
 */
export async function supervise(
  spec: ProcessSpec,
  crashed: (title: string) => void,
): Promise<SupervisedProcess> {
  let current = (await takeOver(spec)) ?? (await start(spec));
  let stopped = false;
  let restarting = false;
  const watch = setInterval(() => {
    if (restarting || isRunning(current)) return;
    restarting = true;
    crashed(spec.title);
    start(spec)
      .then((started) => {
        current = started;
        return stopped ? endProcess(started, spec.stopSignal, GRACE_SECONDS) : undefined;
      })
      // The next round tries again; the server's own log says why it ended.
      .catch(() => undefined)
      .finally(() => {
        restarting = false;
      });
  }, WATCH_INTERVAL_MS);
  return {
    pid: () => current.pid,
    async stop() {
      stopped = true;
      clearInterval(watch);
      await endProcess(current, spec.stopSignal, GRACE_SECONDS);
      removePidFile(spec.pidFile);
    },
  };
}

async function takeOver(spec: ProcessSpec): Promise<RecordedProcess | undefined> {
  const recorded = readPidFile(spec.pidFile);
  if (!recorded) return undefined;
  if (await spec.ready()) return recorded;
  await endProcess(recorded, spec.stopSignal, GRACE_SECONDS);
  return undefined;
}

async function start(spec: ProcessSpec): Promise<RecordedProcess> {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = openSync(spec.logFile, "a", 0o600);
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env ?? process.env,
    detached: true,
    stdio: ["ignore", log, log],
    ...spec.user,
  });
  closeSync(log);
  let failure: string | undefined;
  child.once("error", (error) => {
    failure = error.message;
  });
  child.once("exit", (code, signal) => {
    failure ??= `it ended with ${signal ?? `code ${code}`}`;
  });
  const { pid } = child;
  const recorded = pid === undefined ? undefined : writePidFile(spec.pidFile, pid);
  const timeout = spec.readyTimeoutSeconds ?? READY_SECONDS;
  const answers = recorded && (await waitUntil(spec.ready, timeout, () => failure !== undefined));
  if (recorded && answers && failure === undefined) {
    child.unref();
    return recorded;
  }
  if (recorded) await endProcess(recorded, spec.stopSignal, GRACE_SECONDS);
  throw notStarted(spec, failure ?? `it did not answer within ${timeout} s`);
}

function notStarted(spec: ProcessSpec, why: string): Fault {
  return new Fault({
    code: "server-not-started",
    outcome: "cloud",
    summary: `${spec.title} did not start: ${why}`,
    evidence: readFileSync(spec.logFile, "utf8").trimEnd().split("\n").slice(-LOG_LINES),
    next: `see ${spec.logFile}; it was started as ${[spec.command, ...spec.args].join(" ")}`,
  });
}
