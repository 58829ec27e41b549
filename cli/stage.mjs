#!/usr/bin/env node
// The door of `npx stage`, for whatever Node the machine has (18 and later): it hands over to cli/main.ts on the Node of
// this project, and sets the packages up first where they are missing. Plain JavaScript, no imports from packages.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const projectDir = dirname(dirname(fileURLToPath(import.meta.url)));
const projectNode = join(projectDir, "node_modules", "node", "bin", "node");

if (!existsSync(projectNode)) {
  // Its progress goes to stderr, so that `--json` keeps stdout to itself.
  const bootstrap = spawnSync(
    process.execPath,
    [join(projectDir, "toolchain", "bootstrap.mjs"), "packages"],
    {
      stdio: ["ignore", 2, 2],
    },
  );
  if (bootstrap.status !== 0) process.exit(bootstrap.status ?? 1);
}

const child = spawn(projectNode, [join(projectDir, "cli", "main.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  process.stderr.write(`stage: cannot start ${projectNode}: ${error.message}\n`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
