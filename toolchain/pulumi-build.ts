import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type CommandResult, commandFault } from "./command.ts";
import { findOnPath, isExecutable } from "./executables.ts";
import type { Machine } from "./machine.ts";
import { retried } from "./retried.ts";
import type { Report } from "./step.ts";

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const BUILD_TIMEOUT_SECONDS = 45 * 60;
const REPORT_EVERY_SECONDS = 10;

/** What a way to the CLI had to say when it did not lead there; undefined when it did. */
export type Attempt = string[] | undefined;

/**
 * Builds the CLI from the Go module that toolchain/pulumi/go.mod pins: some 3 to 4 minutes on two cores. Modules and
 * compiled packages go into `.rehearsal/go`, not into the user's Go folders, and are removed after a successful build.
 *
 * @throws a Fault with the failing command, after a second attempt
 */
export async function buildPulumi(
  machine: Machine,
  { binary, version }: { binary: string; version: string },
  report: Report,
): Promise<Attempt> {
  if (isExecutable(binary)) return undefined;
  const go = findOnPath(["go"], machine.searchPath);
  if (!go) return ["no Go on PATH to build it with"];
  const env = await goEnvironment(machine, go);
  const draft = `${binary}.${process.pid}`;
  await mkdir(dirname(binary), { recursive: true });
  await retried(machine, report, async () => {
    const built = await compile(machine, go, { draft, version, env }, report);
    if (!built.succeeded) {
      throw commandFault(built, {
        code: "pulumi-build-failed",
        summary: `The Pulumi CLI ${version} could not be built from its Go module`,
        next: `put pulumi ${version} on PATH, or mend what the lines above say, and run the same command again`,
      });
    }
  });
  await rename(draft, binary);
  await rm(goDirectory(machine), { recursive: true, force: true });
  return undefined;
}

async function compile(
  machine: Machine,
  go: string,
  build: { draft: string; version: string; env: Record<string, string> },
  report: Report,
): Promise<CommandResult> {
  const cwd = join(machine.projectDir, "toolchain", "pulumi");
  const common = { cwd, env: build.env, timeoutSeconds: BUILD_TIMEOUT_SECONDS };
  const listed = await machine.run(go, ["list", "-deps", PACKAGE], common);
  if (!listed.succeeded) return listed;
  const total = listed.stdout.trim().split("\n").length;
  let compiled = 0;
  let reportedAt = Number.NEGATIVE_INFINITY;
  const onLine = (line: string) => {
    const isDownload = line.startsWith("go: downloading");
    if (!isDownload) compiled++;
    if (performance.now() - reportedAt < REPORT_EVERY_SECONDS * 1000) return;
    reportedAt = performance.now();
    report(isDownload ? line.slice("go: ".length) : `${compiled} of ${total} Go packages compiled`);
  };
  const ldflags = `-s -w -X ${VERSION_VARIABLE}=v${build.version}`;
  return machine.run(go, ["build", "-v", "-trimpath", "-ldflags", ldflags, "-o", build.draft, PACKAGE], {
    ...common,
    onLine,
  });
}

/** What the machine has downloaded before is read, as a module proxy, and not written to. */
async function goEnvironment({ run, ...machine }: Machine, go: string): Promise<Record<string, string>> {
  const { stdout } = await run(go, ["env", "GOMODCACHE", "GOPROXY"], { timeoutSeconds: 20 });
  const [cache = "", proxies = ""] = stdout.split("\n");
  const downloaded = join(cache, "cache", "download");
  return {
    GOMODCACHE: join(goDirectory(machine), "modules"),
    GOCACHE: join(goDirectory(machine), "compiled"),
    GOPROXY: [existsSync(downloaded) ? `file://${downloaded}` : "", proxies].filter(Boolean).join(","),
    GOFLAGS: "-mod=readonly -modcacherw",
    GOWORK: "off",
    CGO_ENABLED: "0",
  };
}

function goDirectory({ rehearsalDir }: Pick<Machine, "rehearsalDir">): string {
  return join(rehearsalDir, "go");
}
