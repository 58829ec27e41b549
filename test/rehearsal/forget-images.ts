import type Docker from "dockerode";

const KEPT = "stage.local/test/kept";

/**
 * Makes a Docker engine one that does not know the images of a registry by their digests, as an engine that built none of them. A
 * name of ours keeps each of them, so that what runs on them goes on; the function that is given back takes the names away.
 */
export async function forgetImages(docker: Docker, registry: string): Promise<() => Promise<void>> {
  const kept: string[] = [];
  for (const { Id, RepoDigests } of await docker.listImages({ digests: true })) {
    const digests = (RepoDigests ?? []).filter((name) => name.startsWith(`${registry}/`));
    if (digests.length === 0) continue;
    const tag = Id.replace("sha256:", "");
    await docker.getImage(Id).tag({ repo: KEPT, tag });
    kept.push(`${KEPT}:${tag}`);
    for (const name of digests) await docker.getImage(name).remove();
  }
  return async () => {
    for (const name of kept) await docker.getImage(name).remove({ force: true });
  };
}
