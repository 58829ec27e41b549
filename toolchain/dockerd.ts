import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../faults/fault.ts";
import type { Machine } from "./machine.ts";

const DEADLINE_SECONDS = 90;
const POLL_MILLISECONDS = 200;
const EVIDENCE_LINES = 15;

/**
 * Starts a Docker daemon in a session of its own, so that it outlives the command and its terminal, and waits until it
 * answers. Its log is `.rehearsal/dockerd.log`. Where another is starting at the same time, that one is waited for.
 *
 * @throws a Fault with the daemon's last log lines when nothing answers in time
 */
export async function startDockerd<Engine>(
  { rehearsalDir, signal }: Machine,
  dockerd: string,
  find: () => Promise<Engine | undefined>,
  deadlineSeconds: number = DEADLINE_SECONDS,
): Promise<Engine> {
  mkdirSync(rehearsalDir, { recursive: true });
  const logPath = join(rehearsalDir, "dockerd.log");
  const log = openSync(logPath, "a");
  const logStart = statSync(logPath).size;
  const daemon = spawn(dockerd, [], { detached: true, stdio: ["ignore", log, log] });
  let ending: string | undefined;
  daemon.once("error", (error) => {
    ending = error.message;
  });
  daemon.once("exit", (code, signal) => {
    ending = `it ended with ${signal ?? `exit code ${code}`}`;
  });
  daemon.unref();
  const logTail = () =>
    readFileSync(logPath).subarray(logStart).toString().trim().split("\n").slice(-EVIDENCE_LINES);
  const deadline = performance.now() + deadlineSeconds * 1000;
  while (performance.now() < deadline) {
    const engine = await find();
    if (engine) return engine;
    if (ending && !anotherIsStarting(logTail())) break;
    await pause(POLL_MILLISECONDS, undefined, { signal });
  }
  throw new Fault({
    code: "docker-not-started",
    outcome: "cloud",
    summary: `The Docker engine did not start: ${ending ?? `no answer within ${deadlineSeconds} s`}`,
    evidence: [`$ ${dockerd}`, ...logTail()],
    next: `read ${logPath}; where this machine cannot run containers, set DOCKER_HOST to an engine that can be reached`,
  });
}

function anotherIsStarting(logTail: string[]): boolean {
  return logTail.some((line) => /pid file found|is still running/.test(line));
}
