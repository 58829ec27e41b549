/** An image name taken apart: `registry/repository:tag`. */
export interface ImageReference {
  registry: string;
  /** With the registry, without the tag. */
  repository: string;
  tag: string;
}

/** Throws when the name does not begin with a registry: the plugin wants names fully qualified. */
export function parseImageReference(name: string): ImageReference {
  const [registry = ""] = name.split("/", 1);
  const qualified = name.includes("/") && (/[.:]/.test(registry) || registry === "localhost");
  if (!qualified) {
    throw new Error(
      `error: repository name must be canonical: ${name}. This provider requires all image names to be fully ` +
        "qualified.\nFor example, if you are attempting to push to Dockerhub, prefix your image name with " +
        "`docker.io`:\n\n`docker.io/repository/image:tag`",
    );
  }
  const colon = name.indexOf(":", name.lastIndexOf("/"));
  return colon < 0
    ? { registry, repository: name, tag: "latest" }
    : { registry, repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}
