import type { Check } from "../../release/canary/analysis.ts";
import { canaryUri } from "../../release/canary/canary-fate.ts";
import { existingService } from "../../release/change-service.ts";
import { type CanaryState, shareOf } from "../../traffic/canary-state.ts";
import type { CanaryContext } from "./canary-context.ts";

type ValidatedCanary = Pick<CanaryContext, "verb" | "settings" | "tools">;

const LAST_LINES = 3;

/** How the settings' validation command is run; undefined where they have none. Its exit code decides. */
export function validationOf(canary: ValidatedCanary): ((state: CanaryState) => Promise<Check>) | undefined {
  const { validationCommand: command } = canary.settings;
  if (command === undefined) return undefined;
  return async (state) => run(canary, command, state);
}

async function run(
  { verb: { project, interrupt }, settings, tools }: ValidatedCanary,
  command: string,
  state: CanaryState,
): Promise<Check> {
  const { execa } = await import("execa");
  const uri = canaryUri(await existingService(tools), state) ?? "";
  const { validationTimeoutSeconds: seconds } = settings;
  const { exitCode, timedOut, all } = await execa(command, {
    ...{ shell: true, reject: false, all: true, stdin: "ignore", cwd: project.dir },
    ...{ timeout: seconds * 1000, cancelSignal: interrupt.signal },
    env: {
      CANARY_URL: uri,
      CANARY_REVISION: state.revision ?? "",
      CANARY_PERCENT: String(shareOf(state)),
    },
  });
  interrupt.signal.throwIfAborted();
  const outcome = timedOut ? `did not end within ${seconds} s` : `ended with ${exitCode ?? "a signal"}`;
  const said = String(all ?? "")
    .trimEnd()
    .split("\n")
    .slice(-LAST_LINES)
    .join(" / ");
  return {
    check: "validation",
    verdict: exitCode === 0 && !timedOut ? "PASS" : "FAIL",
    evidence: `${command} ${outcome}${said === "" ? "" : `: ${said}`}`,
  };
}
