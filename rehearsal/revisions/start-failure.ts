import type { InstanceExit } from "../containers/instance-spec.ts";

/** Why an instance did not become ready. */
export type StartFailure =
  | { kind: "exited"; port: number; memoryMiB: number; exit: InstanceExit }
  | { kind: "not-listening"; port: number; waitedSeconds: number; lastSeen: string; lastLogLines: string[] }
  | { kind: "image-missing"; message: string }
  | { kind: "secret-unavailable"; message: string }
  | { kind: "unsupported"; message: string }
  | { kind: "engine"; message: string };

/** An instance that did not become ready; carries why. */
export class InstanceNotReady extends Error {
  readonly failure: StartFailure;

  constructor(failure: StartFailure) {
    super(failureMessage(failure));
    this.name = "InstanceNotReady";
    this.failure = failure;
  }
}

const TROUBLESHOOTING =
  "For more troubleshooting guidance, see https://cloud.google.com/run/docs/troubleshooting#container-failed-to-start";

/**
 * The failure in Cloud Run's own words (https://cloud.google.com/run/docs/troubleshooting#container-failed-to-start), then
 * what only the rehearsal can tell at once: the exit code and the last lines that the container wrote.
 */
export function failureMessage(failure: StartFailure): string {
  switch (failure.kind) {
    case "exited":
      return [
        failure.exit.outOfMemory ? memoryLimitExceeded(failure.memoryMiB) : failedToListen(failure.port),
        "",
        exitSentence(failure.exit),
        ...evidence(failure.exit.lastLogLines),
        TROUBLESHOOTING,
      ].join("\n");
    case "not-listening":
      return [
        failedToListen(failure.port),
        "",
        `The startup probe failed for ${failure.waitedSeconds} s; last seen: ${failure.lastSeen}.`,
        ...evidence(failure.lastLogLines),
        TROUBLESHOOTING,
      ].join("\n");
    default:
      return failure.message;
  }
}

/** Cloud Run's line for an instance that was killed for its memory; the use is at the limit when the kernel kills. */
export function memoryLimitExceeded(memoryMiB: number): string {
  return (
    `Memory limit of ${memoryMiB} MiB exceeded with ${memoryMiB} MiB used. Consider increasing the memory limit, ` +
    "see https://cloud.google.com/run/docs/configuring/memory-limits"
  );
}

function failedToListen(port: number): string {
  return (
    "The user-provided container failed to start and listen on the port defined provided by the " +
    `PORT=${port} environment variable within the allocated timeout. This can happen when the container port is ` +
    "misconfigured or if the timeout is too short. The health check timeout can be extended. Logs for this revision " +
    "might contain more information."
  );
}

function exitSentence({ exitCode, outOfMemory }: InstanceExit): string {
  if (exitCode === undefined) return "The container was lost together with its engine.";
  return `The container exited with code ${exitCode}${outOfMemory ? ", killed for its memory" : ""}.`;
}

function evidence(lines: string[]): string[] {
  if (lines.length === 0) return ["The container wrote no log lines."];
  return ["Last log lines:", ...lines.map((line) => `  ${line}`)];
}
