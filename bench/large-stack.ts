import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { locateProject } from "../cli/project.ts";
import { packProgram } from "../cli/target/policy-pack.ts";
import { packConfig } from "../policies/pack-config.ts";
import type { ScratchProject } from "../test/rehearsal/scratch-project.ts";
import type { BareEngine } from "./engine.ts";
import { type Comparison, inTurn, timed } from "./measure.ts";

/** Each makes sixteen resources. */
const SERVICES = 32;

/** A first preview of the real program with 32 services, some 510 resources in all, with the policies and without. */
export async function compareLargeStack(
  workspace: ScratchProject,
  engine: BareEngine,
  runs: number,
): Promise<Comparison[]> {
  const configFile = manyServices(workspace);
  const policies = { pack: packProgram(workspace), configFile: policiesOf(workspace, configFile) };
  const { measuredResources } = await countedPreview(engine, configFile, policies);
  return [
    {
      title: `Policies over ${measuredResources} resources`,
      measured: "`pulumi preview` with the policy pack",
      baseline: "the same without it",
      goal: 1.1,
      pairs: await inTurn(
        runs,
        () => timed(() => engine.previewWith(configFile, policies)),
        () => timed(() => engine.previewWith(configFile)),
      ),
    },
  ];
}

async function countedPreview(
  engine: BareEngine,
  configFile: string,
  policies: { pack: string; configFile: string },
): Promise<{ measuredResources: number }> {
  const output = await engine.previewWith(configFile, policies);
  const [, count] = /\+ (\d+) to create/.exec(output) ?? [];
  if (!count) throw new Error(`the preview did not say what it would create:\n${output.slice(-500)}`);
  return { measuredResources: Number(count) };
}

/** The rehearsal's settings with the one service 32 times, each under a name of its own. */
function manyServices(workspace: ScratchProject): string {
  const { overlayFile, rehearsalDir } = locateProject(workspace.dir);
  const overlay = parseDocument(readFileSync(overlayFile, "utf8"));
  const [service] = Object.values(overlay.toJS().config["netra-backend:services"] as Record<string, object>);
  const names = Array.from({ length: SERVICES }, (_, index) => `many-${index + 1}`);
  const many = names.map((name) => [name, { ...service, name, serviceAccount: `${name}-account` }]);
  overlay.setIn(["config", "netra-backend:services"], Object.fromEntries(many));
  const file = join(rehearsalDir, "many-services.yaml");
  writeFileSync(file, overlay.toString({ lineWidth: 0 }));
  return file;
}

/** Invariants that so many services hold to: nothing is told of them, as nothing is of a stack in order. */
function policiesOf(workspace: ScratchProject, settingsFile: string): string {
  const { config } = parseDocument(readFileSync(settingsFile, "utf8")).toJS();
  const services = Object.values(config["netra-backend:services"] as Record<string, { name: string }>);
  const invariants = packConfig({
    registries: [config["netra-backend:repository"].registry],
    standInBases: config["netra-backend:rehearsal"].standInBases,
    publicServices: services.map(({ name }) => name),
    monthlyBudgetUsd: 205 * SERVICES,
    databaseMaxConnections: 100 * SERVICES,
  });
  const file = join(locateProject(workspace.dir).rehearsalDir, "many-services-policies.json");
  writeFileSync(file, JSON.stringify(invariants));
  return file;
}
