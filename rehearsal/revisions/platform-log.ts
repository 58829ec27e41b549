import type { InstanceExit } from "../containers/instance-spec.ts";
import { type LogOrigin, systemEntry } from "./cloud-logging.ts";
import type { LogBatch } from "./log-batch.ts";
import { serviceOfRevision, shortName } from "./resource-name.ts";
import { memoryLimitExceeded } from "./start-failure.ts";
import type { Check, StartupPlan } from "./startup-plan.ts";
import type { StartupResult } from "./startup-probe.ts";

/** What the platform says of an instance, in the log `run.googleapis.com/varlog/system`. */
export interface PlatformLog {
  startup(plan: StartupPlan, result: StartupResult): void;
  unhealthy(lastSeen: string): void;
  boostNotEnded(error: Error): void;
  /** Of an instance that was still there when its time after SIGTERM was over. */
  killed(): void;
  /** Of an instance that ended although nobody stopped it. */
  exit(exit: InstanceExit, memoryBytes: number): void;
}

/** Entries in the words of Cloud Run's own. */
export function platformLog(logs: LogBatch, origin: LogOrigin): PlatformLog {
  const container = `${shortName(serviceOfRevision(origin.revision))}-1`;
  const say = (severity: string, text: string) => logs.add(() => systemEntry(origin, severity, text));
  return {
    startup(plan, result) {
      const probe = `${plan.isDefault ? "Default " : ""}STARTUP ${plan.check.kind.toUpperCase()} probe`;
      const where = `for container "${container}" ${target(plan.check)}`;
      if (result.state === "started") {
        const attempts = `${result.attempts} attempt${result.attempts === 1 ? "" : "s"}`;
        say("INFO", `${probe} succeeded after ${attempts} ${where}.`);
      } else {
        const seen = result.state === "deadline" ? result.lastSeen : "the container exited";
        say("ERROR", `${probe} failed ${where}. The instance was not started.\nLast seen: ${seen}.`);
      }
    },
    unhealthy(lastSeen) {
      say(
        "ERROR",
        `LIVENESS HTTP probe failed for container "${container}". The instance has been shut down. ${lastSeen}`,
      );
    },
    boostNotEnded(error) {
      say("WARNING", `The instance keeps the CPUs of its startup: ${error.message}`);
    },
    killed() {
      say("WARNING", "Container terminated on signal 9.");
    },
    exit({ exitCode, outOfMemory }, memoryBytes) {
      if (outOfMemory) say("ERROR", memoryLimitExceeded(Math.round(memoryBytes / 1024 ** 2)));
      if (exitCode === undefined) say("ERROR", "The instance was lost together with the container engine.");
      else say("WARNING", `Container called exit(${exitCode}).`);
    },
  };
}

function target(check: Check): string {
  return check.kind === "http" ? `on port ${check.port} path "${check.path}"` : `on port ${check.port}`;
}
