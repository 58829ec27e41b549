import * as z from "zod";
import { defaultInvariants, type InvariantName, invariantsSchema } from "../../policies/invariants.ts";
import type { Rule } from "../../policies/rule.ts";
import { ruleGroups, rules } from "../../policies/rules.ts";
import { generatedFrom, type Page, table } from "./page.ts";

/** docs/policies.md: every rule of the policy pack, and the invariants that they hold the stack to. */
export const policiesPage: Page = {
  path: "docs/policies.md",
  render: () =>
    [
      generatedFrom("policies/"),
      "# Policies",
      INTRODUCTION.replace("COUNT", String(rules.length)),
      ...Object.entries(ruleGroups).flatMap(([title, group]) => [`## ${title}`, ...group.map(section)]),
      "## Invariants",
      INVARIANTS,
      table(
        ["invariant", "default", "meaning", "read by"],
        Object.keys(invariantsSchema.shape).map(invariantRow),
      ),
    ].join("\n\n"),
};

const INTRODUCTION = `What staging must hold to: COUNT rules. \`stage preview\` and \`stage up\` run them; so does a bare \`npx pulumi\` after
\`eval "$(npx stage env)"\`, which sets \`PULUMI_OPTION_POLICY_PACK\`. A violation of a mandatory rule ends with exit code 3 before
anything is touched: \`stage up\` has them judge a preview first, unless they passed one of the same settings, program and rules. A bare
\`pulumi up\` with \`--skip-preview\` stops before the resource that is at fault; what rules across resources find, it finds when the update
is through. \`stage audit\` judges Pulumi's state and what is live by the same rules ([operations.md](operations.md#audit)).

A value that a preview does not know yet is never passed as good: the rule says what it deferred, and the update checks it. A
value of another type than the provider's is a violation. With \`--remediate\` rules fix what they safely can instead of refusing it.

The pack is there in two forms that answer the same: \`policies/serve.mjs\`, a program that the engine (from 3.256 on) starts by itself
in a fraction of the time, and the folder \`policies\`, which any engine and Pulumi Cloud take.

\`npm run policies:score\` breaks each rule on purpose and every property of the service by its type, and prints what was caught.`;

const INVARIANTS = `The rules' numbers and names. A stack that differs says so in \`policies.staging.json\` beside its settings, its policy
pack config (\`--policy-pack-config FILE\`, or \`PULUMI_OPTION_POLICY_PACK_CONFIG\`): JSON with an entry per rule, which holds the
invariants that the rule reads and, if need be, its \`enforcementLevel\` (\`mandatory\`, \`advisory\`, \`disabled\`, and \`remediate\` for the
rules that can fix what they find). A level alone may stand as a text, and \`all\` gives one to every rule. An unknown rule, level or invariant and a wrong type are
errors, all reported at once.

\`\`\`json
{ "memory-limit": { "memoryMiB": { "min": 512, "max": 1024 } }, "required-labels": { "enforcementLevel": "remediate" } }
\`\`\``;

function section(rule: Rule): string {
  const fixes = rule.scope === "resource" && rule.remediate ? " It can fix what it finds." : "";
  const reads = rule.invariants.map((name) => `\`${name}\``).join(", ");
  return [
    `### \`${rule.id}\`: ${rule.title}`,
    `${rule.level}, severity ${rule.severity}. ${rule.what}${fixes}`,
    [
      `- Why: ${rule.why}`,
      `- Fix: ${fix(rule.fix)}`,
      ...(reads === "" ? [] : [`- Invariants: ${reads}`]),
      `- Source: <${rule.source}>`,
    ].join("\n"),
  ].join("\n\n");
}

/** Placeholders such as `<key>` are HTML to Markdown. */
function fix(text: string): string {
  return text.replaceAll("<", "\\<");
}

function invariantRow(name: string): string[] {
  const key = name as InvariantName;
  const readers = rules.filter(({ invariants }) => invariants.includes(key)).map(({ id }) => `\`${id}\``);
  return [
    `\`${name}\``,
    `\`${JSON.stringify(defaultInvariants[key])}\``,
    descriptionOf(key),
    readers.join(", "),
  ];
}

function descriptionOf(name: InvariantName): string {
  const description = z.globalRegistry.get(invariantsSchema.shape[name])?.description;
  if (!description) throw new Error(`the invariant ${name} has no description`);
  return description;
}
