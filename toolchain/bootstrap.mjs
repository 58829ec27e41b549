#!/usr/bin/env node
// What `npm run rehearse`, `npm test` and `npm run check` start with, before any package is there: plain JavaScript for Node
// 18 and later. It installs the packages where they are missing or outdated, and hands over to the Node that came with them.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { handedEnvironment } from "./handed-environment.mjs";
import { installPackages, PackagesNotInstalled, packagesAreCurrent, projectNode } from "./packages.mjs";
import { passOn } from "./pass-on.mjs";

const OLDEST_NODE = 18;
const projectDir = dirname(dirname(fileURLToPath(import.meta.url)));

/** What each verb runs; arguments that follow the verb are passed on. */
const verbs = {
  rehearse: ["cli/main.ts", "up", "--rehearsal"],
  stage: ["cli/main.ts"],
  test: ["toolchain/run-tests.ts"],
  check: ["toolchain/run-checks.ts"],
  packages: undefined,
};

async function main(verb, args) {
  if (!Object.hasOwn(verbs, verb)) {
    process.stderr.write(
      `usage: node toolchain/bootstrap.mjs ${Object.keys(verbs).join("|")} [argument...]\n`,
    );
    return 2;
  }
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    process.stderr.write(
      `Node ${OLDEST_NODE} or later is needed to begin with; this is ${process.version}\n`,
    );
    return 2;
  }
  if (!packagesAreCurrent(projectDir)) await installPackages(projectDir);
  const entry = verbs[verb];
  if (!entry) return 0;
  const env = handedEnvironment(projectDir, process.cwd(), process.env);
  return passOn(projectNode(projectDir), [...entry, ...args], { cwd: projectDir, env });
}

try {
  process.exitCode = await main(process.argv[2], process.argv.slice(3));
} catch (error) {
  if (!(error instanceof PackagesNotInstalled)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 6;
}
