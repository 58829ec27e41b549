/** `npm run policies:score`: prints how many mutants the rules catch, and fails when one gets away without a reason. */
import { declaredStack } from "./declared-stack.ts";
import { propertyScore, ruleScore } from "./kill-score.ts";

const compliant = await declaredStack();
const { caught, missed } = ruleScore(compliant);
const properties = propertyScore(compliant);
const cases = caught.length + missed.length;

for (const { mutant, reason } of properties.excused)
  console.log(`survives  ${mutant.path} ${mutant.operator}: ${reason}`);
for (const { path, operator } of properties.unexcused)
  console.log(`SURVIVES  ${path} ${operator}: no reason given`);
for (const { path, reason } of properties.idle)
  console.log(`IDLE      ${path}: no mutant needs the reason "${reason}"`);
for (const rule of missed) console.log(`MISSED    ${rule}`);
console.log(`properties: ${properties.mutants.length} mutants, ${properties.caught} caught, \
${properties.excused.length} survive with a reason, ${properties.unexcused.length} without`);
console.log(`kill score: ${caught.length}/${cases} = ${((100 * caught.length) / cases).toFixed(1)} %`);
if (missed.length + properties.unexcused.length + properties.idle.length > 0) process.exitCode = 1;
