/** `npm run check`: the `check:*` scripts of package.json, one after the other, all of them also when one fails. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { passOn } from "./pass-on.mjs";

const projectDir = join(import.meta.dirname, "..");
const { scripts } = JSON.parse(readFileSync(join(projectDir, "package.json"), "utf8"));
const checks = Object.entries<string>(scripts).filter(([name]) => name.startsWith("check:"));

let interrupted = false;
process.once("SIGINT", () => {
  interrupted = true;
});

const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: "1" };
const failed: string[] = [];
for (const [name, command] of checks) {
  const started = performance.now();
  process.stdout.write(`- ${name}: ${command}\n`);
  // As `npm run` does it: a shell, with the packages' commands on PATH (bootstrap has put them there).
  const code = await passOn(command, [], { cwd: projectDir, env, shell: true });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    code === 0 ? `✓ ${name} (${seconds} s)\n` : `✗ ${name}: exit code ${code} (${seconds} s)\n`,
  );
  if (code !== 0) failed.push(name);
  if (interrupted) break;
}
process.stdout.write(
  failed.length === 0
    ? `${checks.length} checks passed\n`
    : `failed: ${failed.join(", ")} of ${checks.length} checks\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
