import type { Bom, BomComponent } from "./bundle-bom.ts";

/** What an image is, for its bill of materials. */
export interface ImageIdentity {
  /** `<registry>/<path>/<name>@sha256:…` */
  reference: string;
  /** The image's own labels. */
  labels: Record<string, string>;
  /** The base image, as the settings name it; undefined where they leave it to the Dockerfile. */
  baseImage: string | undefined;
}

const STAND_IN_LABEL = "dev.stage.stand-in";

/**
 * The bill of materials of an image: the image itself, its base, and what its bundle holds. What is inside of the base is its
 * publisher's to say.
 */
export function imageBom(image: ImageIdentity, bundle: Bom | undefined): Bom {
  const subject = imageComponent(image);
  const base = baseComponent(image);
  const program = bundle?.metadata.component;
  const parts = [base, program].flatMap((component) => component ?? []);
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    ...bundle,
    metadata: { ...bundle?.metadata, component: subject },
    components: [...parts, ...(bundle?.components ?? [])],
    dependencies: [
      { ref: refOf(subject), dependsOn: parts.map(refOf) },
      ...(base ? [{ ref: refOf(base) }] : []),
      ...(bundle?.dependencies ?? []),
    ],
  };
}

function imageComponent({ reference, labels }: ImageIdentity): BomComponent {
  const [repository = reference, digest = ""] = reference.split("@");
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  const commit = labels["org.opencontainers.image.revision"];
  const source = labels["org.opencontainers.image.source"];
  return {
    type: "container",
    name,
    version: digest,
    "bom-ref": reference,
    purl: `pkg:oci/${name}@${encodeURIComponent(digest)}?repository_url=${encodeURIComponent(repository)}`,
    hashes: [{ alg: "SHA-256", content: digest.replace(/^sha256:/, "") }],
    properties: [
      ...(commit ? [{ name: "org.opencontainers.image.revision", value: commit }] : []),
      ...(source ? [{ name: "org.opencontainers.image.source", value: source }] : []),
    ],
  };
}

function baseComponent({ labels, baseImage }: ImageIdentity): BomComponent | undefined {
  if (baseImage === undefined) return undefined;
  const standsInFor = labels[STAND_IN_LABEL];
  const [name = baseImage, version] = baseImage.split(/:(?=[^/]*$)/);
  return {
    type: "container",
    name,
    ...(version ? { version } : {}),
    "bom-ref": `base:${baseImage}`,
    properties: standsInFor ? [{ name: STAND_IN_LABEL, value: standsInFor }] : [],
  };
}

function refOf({ "bom-ref": ref, name }: BomComponent): string {
  return ref ?? name;
}
