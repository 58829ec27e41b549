import { existsSync } from "node:fs";
import { arch } from "node:os";
import { isAbsolute, join } from "node:path";
import { containsUnknown, isMap, isUnknown, type PropertyMap } from "../plugin/property-value.ts";
import type { CheckResult } from "../plugin/provider.ts";
import { refusals } from "../schema/check.ts";
import { normalized } from "../schema/normalize.ts";
import { contextDigest } from "./context-digest.ts";
import { absolute } from "./context-paths.ts";
import { imageInputs } from "./image-inputs.ts";
import { parseImageReference } from "./image-reference.ts";
import { IMAGE_SCHEMA } from "./image-schema.ts";

/** Go's name of this machine's architecture, which Docker's platforms use. */
const HOST_PLATFORM = `linux/${arch() === "x64" ? "amd64" : arch()}`;

/**
 * Checks an image's inputs and adds `build.contextDigest`, the hash over context and Dockerfile that alone decides whether
 * something has to be built.
 *
 * @throws Error when there is no Dockerfile or the name is not fully qualified, in the real plugin's words.
 */
export function checkImage(news: PropertyMap, name: string, folder: string): CheckResult {
  const failures = refusals(news, IMAGE_SCHEMA).map(({ path, reason }) => ({
    property: "",
    reason: `${reason}. Examine values at '${name}.${path}'`,
  }));
  if (failures.length > 0) return { inputs: news, failures };
  const inputs = normalized(news, IMAGE_SCHEMA);
  const build: PropertyMap = isMap(inputs.build) ? { ...inputs.build } : {};
  build.platform ??= HOST_PLATFORM;
  const image = imageInputs({ ...inputs, build });
  if (!containsUnknown(build.context) && !containsUnknown(build.dockerfile)) {
    const dockerfile = existingDockerfile(image.build, folder);
    build.contextDigest = contextDigest(absolute(folder, image.build.context), dockerfile);
  }
  const cached = image.build.cacheFrom.filter((reference) => !isUnknown(reference));
  for (const reference of cached) parseImageReference(reference);
  if (!isUnknown(inputs.imageName) && (!image.skipPush || cached.length > 0))
    parseImageReference(image.imageName);
  return { inputs: { ...inputs, build }, failures: [] };
}

function existingDockerfile(
  { context, dockerfile }: { context: string; dockerfile: string },
  folder: string,
): string {
  const path = absolute(folder, dockerfile);
  if (existsSync(path)) return path;
  const kind = isAbsolute(dockerfile) ? "absolute" : "relative";
  const elsewhere = join(context, dockerfile);
  throw new Error(
    existsSync(absolute(folder, elsewhere))
      ? `could not open dockerfile at relative path ${dockerfile}. Try setting \`dockerfile\` to "${elsewhere}"`
      : `could not open dockerfile at ${kind} path ${dockerfile}: no such file or directory`,
  );
}
