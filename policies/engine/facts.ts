import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Property } from "../resource/property.ts";
import { NotKnown, WrongType } from "../resource/reading-errors.ts";
import type { ResourceFacts } from "../resource/resource.ts";
import { IMAGE } from "../resource/types.ts";

/** Builds are named relative to the project, whose folder holds the pack's. */
const PROJECT_FOLDER = dirname(dirname(import.meta.dirname));

/** What no property tells: the text of the Dockerfile that an image is built from. */
export function factsOf({ type, props }: { type: string; props: Record<string, unknown> }): ResourceFacts {
  if (type !== IMAGE) return {};
  const path = dockerfilePath(new Property(props));
  const dockerfile = path === undefined ? undefined : readIfThere(resolve(PROJECT_FOLDER, path));
  return dockerfile === undefined ? {} : { dockerfile };
}

function dockerfilePath(image: Property): string | undefined {
  try {
    return image.at("build", "dockerfile").text();
  } catch (error) {
    if (error instanceof NotKnown || error instanceof WrongType) return undefined;
    throw error;
  }
}

/** A missing file is what the rules report, as they then have nothing to show that the image is fine. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "EISDIR") return undefined;
    throw error;
  }
}
