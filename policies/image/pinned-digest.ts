import { containersOf } from "../resource/containers.ts";
import type { Property } from "../resource/property.ts";
import { SERVICE } from "../resource/types.ts";
import { type Patch, resourceRule } from "../rule.ts";

export const pinnedDigest = resourceRule({
  id: "pinned-digest",
  title: "Images by digest",
  severity: "critical",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["knownDigests"],
  what: "Every container's image is named by its digest.",
  why: "A tag such as latest moves: the same declaration then deploys another image, and a rollback is none.",
  fix: "services.<key>.image (the stack deploys by digest; a tag comes from outside of it)",
  source: "https://cloud.google.com/run/docs/deploying",
  subjects: (service) => containersOf(service).map((container) => container.at("image")),
  check: (image) =>
    isPinned(image.text())
      ? undefined
      : image.refuse("<registry>/<project>/<repository>/<name>@sha256:<64 hex digits>"),
  remediate: (service, { knownDigests }) =>
    containersOf(service).flatMap((container, index) => pinning(container.at("image"), index, knownDigests)),
});

function isPinned(reference: string | undefined): boolean {
  return /^[^@\s]+@sha256:[0-9a-f]{64}$/.test(reference ?? "");
}

function pinning(image: Property, index: number, knownDigests: Record<string, string>): Patch[] {
  const reference = image.text();
  const digest = reference === undefined ? undefined : knownDigests[reference];
  if (reference === undefined || digest === undefined || isPinned(reference)) return [];
  const repository = reference.replace(/:[^:/]*$/, "");
  return [{ keys: ["template", "containers", index, "image"], value: `${repository}@${digest}` }];
}
