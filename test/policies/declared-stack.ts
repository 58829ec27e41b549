import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { StackResource } from "../../policies/resource/resource.ts";
import { IMAGE, IMAGE_COMPONENT } from "../../policies/resource/types.ts";
import { EditableStack } from "./editable-stack.ts";

const PROJECT_FOLDER = dirname(dirname(import.meta.dirname));
/** What the image of the reference backend may weigh; the recording builds none. */
const IMAGE_BYTES = 140 * 2 ** 20;

let recording: Promise<StackResource[]> | undefined;

/** The stack that the program declares with staging's own settings, recorded once a process; a copy for each caller. */
export async function declaredStack(): Promise<EditableStack> {
  recording ??= record();
  return new EditableStack(structuredClone(await recording));
}

async function record(): Promise<StackResource[]> {
  const script = join(import.meta.dirname, "record-declared-stack.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script], {
    cwd: PROJECT_FOLDER,
    maxBuffer: 10 * 2 ** 20,
  });
  return (JSON.parse(stdout) as StackResource[]).map(withFacts);
}

function withFacts(resource: StackResource): StackResource {
  if (resource.type === IMAGE_COMPONENT) return { ...resource, props: { sizeBytes: IMAGE_BYTES } };
  if (resource.type !== IMAGE) return resource;
  const { dockerfile } = resource.props.build as { dockerfile: string };
  return { ...resource, facts: { dockerfile: readFileSync(join(PROJECT_FOLDER, dockerfile), "utf8") } };
}
