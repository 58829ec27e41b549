import type { Building } from "./build-image.ts";
import { credentialsFor } from "./host-credentials.ts";
import type { ImageInputs } from "./image-inputs.ts";
import { parseImageReference } from "./image-reference.ts";
import { followed } from "./progress.ts";

/** Pushes a built image; returns it by digest: `registry/name@sha256:…`. */
export async function pushImage(inputs: ImageInputs, { docker, show, signal }: Building): Promise<string> {
  const { repository, tag, registry } = parseImageReference(inputs.imageName);
  const { username, password, server } = inputs.registry;
  const authconfig =
    username && password
      ? { username, password, serveraddress: server || registry }
      : credentialsFor(server || registry);
  const stream = await docker
    .getImage(inputs.imageName)
    .push({ tag, authconfig: authconfig ?? { username: "", password: "" }, abortSignal: signal });
  const { digest } = await followed(docker, stream, { failed: "error pushing image", show, signal });
  if (!digest) throw new Error(`error pushing image: the registry gave no digest for ${inputs.imageName}`);
  return `${repository}@${digest}`;
}
