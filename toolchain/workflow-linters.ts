import { existsSync } from "node:fs";
import { join } from "node:path";
import { commandFault } from "./command.ts";
import { findOnPath } from "./executables.ts";
import type { Machine } from "./machine.ts";
import { retried } from "./retried.ts";
import type { Found, Step } from "./step.ts";

/** https://github.com/rhysd/actionlint: syntax, expressions, shell injection by untrusted input. */
const ACTIONLINT_VERSION = "1.7.12";
/** https://docs.zizmor.sh: permissions, unpinned actions, credentials that stay, cache poisoning. */
const ZIZMOR_VERSION = "1.32.0";

const INSTALL_SECONDS = 10 * 60;

/** actionlint, built from its Go module: its only published form beside downloads that not every machine reaches. */
export function actionlint(machine: Machine): Step<Found> {
  const folder = join(machine.rehearsalDir, "linters", `actionlint-${ACTIONLINT_VERSION}`);
  const module = `github.com/rhysd/actionlint/cmd/actionlint@v${ACTIONLINT_VERSION}`;
  return linter(machine, "actionlint", ACTIONLINT_VERSION, join(folder, "actionlint"), {
    command: findOnPath(["go"], machine.searchPath) ?? "go",
    args: ["install", module],
    env: { GOBIN: folder, GOFLAGS: "" },
  });
}

/** zizmor, a binary that PyPI carries, in a virtual environment of its own. */
export function zizmor(machine: Machine): Step<Found> {
  const folder = join(machine.rehearsalDir, "linters", `zizmor-${ZIZMOR_VERSION}`);
  const script = `python3 -m venv ${folder} && ${folder}/bin/pip --quiet install zizmor==${ZIZMOR_VERSION}`;
  return linter(machine, "zizmor", ZIZMOR_VERSION, join(folder, "bin", "zizmor"), {
    command: "/bin/sh",
    args: ["-c", script],
    env: { PIP_DISABLE_PIP_VERSION_CHECK: "1" },
  });
}

interface Installation {
  command: string;
  args: string[];
  env: Record<string, string>;
}

function linter(
  machine: Machine,
  what: string,
  version: string,
  where: string,
  { command, args, env }: Installation,
): Step<Found> {
  const found = { what, version, where };
  return {
    title: `${what} ${version}`,
    find: async () => (existsSync(where) ? found : undefined),
    async provide(report) {
      report([command, ...args].join(" "));
      await retried(machine, report, async () => {
        const result = await machine.run(command, args, { env, timeoutSeconds: INSTALL_SECONDS });
        if (result.succeeded) return;
        throw commandFault(result, {
          code: "linter-missing",
          summary: `${what} ${version} could not be installed`,
          next: "mend what the lines above say, and run the same command again",
        });
      });
      return found;
    },
  };
}
