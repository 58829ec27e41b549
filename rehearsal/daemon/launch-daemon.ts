import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import type { CloudEndpoint } from "../contract.ts";
import { waitUntil } from "../databases/wait-until.ts";
import { type CloudConfiguration, writeConfiguration } from "./configuration.ts";
import { isAnswering, publicEndpoint, readEndpoint } from "./endpoint-file.ts";
import { progressReporter } from "./log-progress.ts";
import { rehearsalPaths } from "./paths.ts";

/** The first start makes a database cluster and compiles Google's .proto files. */
const DEADLINE_SECONDS = 120;
const LOG_LINES = 20;
const LARGE_LOG_BYTES = 10 * 1024 * 1024;

/**
 * Starts a daemon that goes on when this process ends, and waits until it answers. Throws the Fault
 * `local-cloud-not-started` with the last lines of its log.
 */
export async function launchDaemon(
  projectDir: string,
  configuration: CloudConfiguration,
  report: (line: string) => void,
): Promise<CloudEndpoint> {
  const paths = rehearsalPaths(projectDir);
  mkdirSync(paths.cloud, { recursive: true });
  writeConfiguration(paths.configuration, configuration);
  const logStart = rotate(paths.log);
  const child = spawnDaemon(projectDir, paths.log);
  let ended: string | undefined;
  child.once("error", ({ message }) => {
    ended = message;
  });
  child.once("exit", (code, signal) => {
    ended ??= `the daemon ended with ${signal ?? `code ${code}`}`;
  });
  const newLog = () => readFileSync(paths.log).subarray(logStart).toString("utf8");
  const progress = progressReporter(report);
  let endpoint: CloudEndpoint | undefined;
  await waitUntil(
    async () => {
      progress(newLog());
      const stored = readEndpoint(paths.endpoint);
      if (stored?.pid === child.pid && stored && (await isAnswering(stored)))
        endpoint = publicEndpoint(stored);
      return endpoint !== undefined;
    },
    DEADLINE_SECONDS,
    () => ended !== undefined,
  );
  child.unref();
  if (endpoint) return endpoint;
  if (ended === undefined) child.kill("SIGTERM");
  throw notStarted(ended ?? `it did not answer within ${DEADLINE_SECONDS} s`, newLog(), paths.log);
}

function spawnDaemon(projectDir: string, logFile: string): ChildProcess {
  const log = openSync(logFile, "a", 0o600);
  const program = join(import.meta.dirname, "..", "daemon.ts");
  const args = ["--disable-warning=ExperimentalWarning", program, "--project-dir", projectDir];
  const child = spawn(process.execPath, args, {
    cwd: projectDir,
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  return child;
}

/** Puts a large log aside; returns where new lines will begin. */
function rotate(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LARGE_LOG_BYTES) return size;
  renameSync(path, `${path}.1`);
  return 0;
}

function notStarted(why: string, log: string, path: string): Fault {
  return new Fault({
    code: "local-cloud-not-started",
    outcome: "cloud",
    summary: `The local Google Cloud did not start: ${why}`,
    evidence: log.trimEnd().split("\n").slice(-LOG_LINES),
    next: `see ${path}`,
  });
}
