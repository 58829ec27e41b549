import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { withoutSecrets } from "../../preview/redaction/without-secrets.ts";
import { sayValue } from "../../release/drift/say-value.ts";
import { editSettings } from "../../settings/edit-settings.ts";
import { confirm } from "../confirm.ts";
import { runOptions } from "../deploy/run-options.ts";
import { runEngine } from "../engine/run-engine.ts";
import type { Steps } from "../steps.ts";
import { prepareTarget } from "../target/prepare-target.ts";
import type { DeployTarget } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { type Acceptable, chosenDrift } from "./chosen-drift.ts";
import { type FoundDrift, findDrift } from "./find-drift.ts";

/** A live value that has become the declared one. */
export interface AcceptedSetting {
  /** Such as `services.backend.memoryMiB`. */
  setting: string;
  from: string;
  to: string;
}

/**
 * Writes live values into the settings file, brings the state of just those resources in line, and looks again. The live service is
 * not touched.
 */
export async function acceptDrift(
  found: FoundDrift,
  target: DeployTarget,
  context: VerbContext,
  steps: Steps,
): Promise<{ found: FoundDrift; accepted: AcceptedSetting[] }> {
  const { options, output, interrupt, project } = context;
  const chosen = chosenDrift(found.differences, options.accept ?? [], target.settings);
  if (chosen.length === 0) return { found, accepted: [] };
  const fileName = basename(project.settingsFile);
  const before = await readFile(project.settingsFile, "utf8");
  const edits = chosen.map(({ serviceKey, change }) => ({ serviceKey, ...change }));
  const after = editSettings(before, edits, fileName);
  const accepted = chosen.map(inWords);
  for (const { setting, from, to } of accepted) output.note(`${fileName}: ${setting}: ${from} → ${to}`);
  if (!options.yes) await confirm(`Write this into ${fileName}?`, interrupt.signal);
  await writeFile(project.settingsFile, after);
  const prepared = await prepareTarget(context, "drift", steps);
  await steps.run("Bring state in line", async (voice) => {
    const targets = [...new Set(chosen.flatMap(({ difference }) => difference.urn ?? []))];
    if (targets.length === 0) return;
    const { failure } = await runEngine(prepared.engine, "refresh", {
      ...runOptions(context, voice),
      targets,
    });
    if (failure) throw failure;
  });
  return { found: await findDrift(prepared, context, steps), accepted };
}

function inWords({ difference, serviceKey, change }: Acceptable): AcceptedSetting {
  const { path, declared, live } = difference;
  return {
    setting: `services.${serviceKey}.${change.path.join(".")}`,
    from: sayValue(path, declared, withoutSecrets),
    to: sayValue(path, live, withoutSecrets),
  };
}
