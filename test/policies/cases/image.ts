import { IMAGE, IMAGE_COMPONENT, REPOSITORY, SERVICE } from "../../../policies/resource/types.ts";
import type { EditableStack } from "../editable-stack.ts";
import type { RuleCase } from "./rule-case.ts";

const IMAGE_PATH = "template.containers[0].image";
const REPOSITORY_URL = "us-central1-docker.pkg.dev/netra-staging/netra-backend/netra-backend-staging";

function editDockerfile(stack: EditableStack, text: string, replacement: string): void {
  const image = stack.of(IMAGE);
  image.facts = { dockerfile: String(image.facts?.dockerfile).replace(text, replacement) };
}

export const imageCases: RuleCase[] = [
  {
    rule: "pinned-digest",
    mutant: "the tag latest",
    change: (stack) => stack.set(SERVICE, IMAGE_PATH, `${REPOSITORY_URL}:latest`),
    finding: {
      path: IMAGE_PATH,
      found: `${REPOSITORY_URL}:latest`,
      allowed: "<registry>/<project>/<repository>/<name>@sha256:<64 hex digits>",
    },
    reads: { type: SERVICE, path: IMAGE_PATH, wrong: [] },
  },
  {
    rule: "allowed-registry",
    mutant: "pushed to the registry of before",
    change: (stack) => stack.set(IMAGE, "imageName", "gcr.io/netra-staging/netra-backend-staging:staging"),
    finding: {
      path: "imageName",
      found: "gcr.io/netra-staging/netra-backend-staging:staging",
      allowed: "an image of us-central1-docker.pkg.dev, in netra-staging",
    },
    reads: { type: IMAGE, path: "imageName", wrong: 1 },
  },
  {
    rule: "alpine-base",
    mutant: "the Debian base",
    change: (stack) => stack.set(IMAGE, "build.args.BASE_IMAGE", "node:24-slim"),
    finding: { path: "build.args.BASE_IMAGE", found: "node:24-slim", allowed: "an Alpine image" },
    reads: { type: IMAGE, path: "build.args.BASE_IMAGE", wrong: 24 },
  },
  {
    rule: "not-root",
    mutant: "USER root",
    change: (stack) => editDockerfile(stack, "USER node", "USER root"),
    finding: { path: "build.dockerfile", found: "USER root", allowed: "USER with another user than root" },
    reads: { type: IMAGE, path: "build.dockerfile", wrong: 1 },
  },
  {
    rule: "image-platform",
    mutant: "built for the laptop",
    change: (stack) => stack.set(IMAGE, "build.platform", "linux/arm64"),
    finding: { path: "build.platform", found: "linux/arm64", allowed: "linux/amd64" },
    reads: { type: IMAGE, path: "build.platform", wrong: {} },
  },
  {
    rule: "image-size",
    mutant: "one byte over the budget",
    change: (stack) => stack.set(IMAGE_COMPONENT, "sizeBytes", 150 * 2 ** 20 + 1),
    finding: { path: "sizeBytes", found: "151 MiB", allowed: "at most 150 MiB" },
    reads: { type: IMAGE_COMPONENT, path: "sizeBytes", wrong: "140 MiB" },
  },
  {
    rule: "rollback-image",
    mutant: "only the newest version kept",
    change: (stack) => stack.set(REPOSITORY, "cleanupPolicies[1].mostRecentVersions.keepCount", 1),
    finding: {
      path: "cleanupPolicies[1].mostRecentVersions.keepCount",
      found: "1 kept",
      allowed: "at least 2 kept",
    },
    reads: { type: REPOSITORY, path: "cleanupPolicies[1].mostRecentVersions.keepCount", wrong: "20" },
  },
];
