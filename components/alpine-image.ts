import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as docker from "@pulumi/docker/image.js";
import * as pulumi from "@pulumi/pulumi";
import { Fault } from "../faults/fault.ts";
import type { ImageSettings } from "../settings/image.ts";
import { bundleOnHost } from "./bundle.ts";
import type { ImageRepository } from "./image-repository.ts";
import { imageSizeBytes } from "./image-size.ts";
import { type BaseImage, inspectDockerfile } from "./inspect-dockerfile.ts";
import { registryCredentials } from "./registry-credentials.ts";
import { asRunError } from "./run-error.ts";
import { SOURCE_COMMIT_ARGUMENT, sourceCommit, wantsSourceCommit } from "./source-commit.ts";

export interface AlpineImageArgs {
  /** The project's folder, absolute; contexts are relative to it. */
  projectFolder: string;
  image: ImageSettings;
  /** Name of the image in its repository. */
  imageName: string;
  /** Tag that moves along with every push; what is deployed is the digest. */
  tag: string;
  repository: ImageRepository;
  /** Host of the registry. */
  registry: string;
  standInBases: readonly string[];
}

/**
 * An image that is built from a Dockerfile and pushed, and known by its digest from then on.
 *
 * @throws Fault `dockerfile-refused` at construction when its last stage is not Alpine, runs as root, or any stage adds
 *   remote files; `dockerfile-unreadable` when it cannot be read.
 */
export class AlpineImage extends pulumi.ComponentResource {
  /** `<registry>/<project>/<repository>/<name>@sha256:…`; unknown in a preview that will build. */
  readonly reference: pulumi.Output<string>;
  /** `sha256:…` */
  readonly digest: pulumi.Output<string>;
  /** Unpacked, as the Docker engine that built it has it; undefined where it could not be asked. */
  readonly sizeBytes: pulumi.Output<number | undefined>;
  readonly baseImage: BaseImage;

  constructor(name: string, args: AlpineImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("stage:components:AlpineImage", name, {}, opts);
    const { image } = args;
    const dockerfile = readDockerfile(args);
    this.baseImage = inspectDockerfile(dockerfile.text, {
      fileName: dockerfile.fileName,
      buildArgs: buildArguments(image),
      standInBases: args.standInBases,
    });
    const built = new docker.Image(
      name,
      {
        imageName: `${args.repository.url}/${args.imageName}:${args.tag}`,
        build: {
          context: pulumi.output(bundled(args)),
          dockerfile: join(image.context, image.dockerfile),
          platform: image.platform,
          args: { ...buildArguments(image), ...commitArgument(args, dockerfile.text) },
        },
        registry: registryCredentials(args.registry, { parent: this }),
      },
      { parent: this, dependsOn: [args.repository] },
    );
    this.reference = built.repoDigest;
    this.digest = built.repoDigest.apply(digestOf);
    this.sizeBytes = built.repoDigest.apply((reference) => imageSizeBytes(reference));
    const { reference, digest, sizeBytes, baseImage } = this;
    this.registerOutputs({ reference, digest, sizeBytes, baseImage });
  }
}

/** The build arguments of an image, its base among them. */
export function buildArguments({ buildArgs, baseImage }: ImageSettings): Record<string, string> {
  return baseImage === undefined ? buildArgs : { ...buildArgs, BASE_IMAGE: baseImage };
}

/** The digest of a reference by digest. */
export function digestOf(reference: string): string {
  const at = reference.indexOf("@");
  if (at < 0) throw new Error(`not a reference by digest: ${reference}`);
  return reference.slice(at + 1);
}

/** Where the image comes from, for a Dockerfile that asks; settings may say it themselves. */
function commitArgument(
  { projectFolder, image }: AlpineImageArgs,
  dockerfile: string,
): Record<string, string> {
  if (SOURCE_COMMIT_ARGUMENT in image.buildArgs || !wantsSourceCommit(dockerfile)) return {};
  const commit = sourceCommit(projectFolder, image.context);
  return commit === undefined ? {} : { [SOURCE_COMMIT_ARGUMENT]: commit };
}

function readDockerfile({ projectFolder, image }: AlpineImageArgs): { fileName: string; text: string } {
  const fileName = join(image.context, image.dockerfile);
  try {
    return { fileName, text: readFileSync(join(projectFolder, fileName), "utf8") };
  } catch (cause) {
    throw new Fault({
      code: "dockerfile-unreadable",
      outcome: "usage",
      summary: `cannot read ${fileName}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`,
      next: "correct image.context or image.dockerfile in the settings",
      cause,
    });
  }
}

/** The context, once the bundle in it is up to date: the docker plugin hashes the context as soon as it knows it. */
async function bundled({ projectFolder, image: { context, bundle } }: AlpineImageArgs): Promise<string> {
  if (!bundle) return context;
  try {
    await bundleOnHost({ projectFolder, context, bundle });
  } catch (error) {
    throw asRunError(error);
  }
  return context;
}
