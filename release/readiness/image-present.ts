import { whyNoAnswer } from "../rest/http-request.ts";
import { type CheckResult, NOTHING_AGAINST } from "./refusal.ts";

/** Answers for a registry, as far as this check asks it. */
export type AskRegistry = (url: string) => Promise<{ status: number }>;

/** The manifests that Docker and OCI tools push. */
export const MANIFEST_TYPES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/**
 * Whether the registry still has the image. Without it the revision serves only as long as Cloud Run keeps its own copy.
 * https://distribution.github.io/distribution/spec/api/#existing-manifests
 *
 * @param scheme `http` for the rehearsal's registry on the loopback.
 */
export async function checkImagePresent(
  image: string,
  scheme: "http" | "https",
  ask: AskRegistry,
): Promise<CheckResult> {
  const [, registry, repository, reference] = /^([^/]+)\/(.+?)(?:@|:(?=[^/]+$))([^/]+)$/.exec(image) ?? [];
  if (!registry) return { refusals: [], notes: [`the image ${image} names no registry: not looked for`] };
  const status = await askOnce(`${scheme}://${registry}/v2/${repository}/manifests/${reference}`, ask);
  if (status === 200) return NOTHING_AGAINST;
  if (status !== 404)
    return { refusals: [], notes: [`${registry} was asked for the image and answered: ${status}`] };
  return {
    refusals: [
      {
        check: "image-present",
        finding: { path: image, expected: "an image in the registry", actual: "no such image" },
        wayRound: "push it again, or --accept image-present: it serves as long as Cloud Run keeps its copy",
      },
    ],
    notes: [],
  };
}

async function askOnce(url: string, ask: AskRegistry): Promise<number | string> {
  try {
    return (await ask(url)).status;
  } catch (error) {
    return whyNoAnswer(error);
  }
}
