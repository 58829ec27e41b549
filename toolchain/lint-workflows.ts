/** `npm run check:workflows`: holds .github/workflows to actionlint and zizmor, which it installs on the way. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { formatError } from "../faults/format.ts";
import { thisMachine } from "./machine.ts";
import { passOn } from "./pass-on.mjs";
import { showPlain } from "./show-plain.ts";
import { take } from "./step.ts";
import { actionlint, zizmor } from "./workflow-linters.ts";

const projectDir = join(import.meta.dirname, "..");
const folder = join(projectDir, ".github", "workflows");
const workflows = readdirSync(folder).map((file) => join(folder, file));

try {
  const machine = thisMachine(projectDir);
  const syntax = await take(actionlint(machine), showPlain());
  const security = await take(zizmor(machine), showPlain());
  const options = { cwd: projectDir, env: process.env };
  const codes = [
    await passOn(syntax.where, workflows, options),
    await passOn(security.where, ["--offline", "--quiet", "--persona=pedantic", ...workflows], options),
  ];
  process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${formatError(error)}\n`);
  process.exitCode = 1;
}
