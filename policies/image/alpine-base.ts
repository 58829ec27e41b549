import { IMAGE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { finalStage } from "./dockerfile-stages.ts";

export const alpineBase = resourceRule({
  id: "alpine-base",
  title: "Built on Alpine",
  severity: "medium",
  level: "mandatory",
  types: [IMAGE],
  invariants: ["standInBases"],
  what: "The image's last stage builds on an Alpine image, or on a stand-in that the config names.",
  why: "The small base is what keeps pulls, cold starts and the list of known vulnerabilities short.",
  fix: "services.<key>.image.baseImage",
  source: "https://cloud.google.com/run/docs/tips/general",
  check(image, { standInBases }, resource) {
    const base = finalStage(resource)?.base;
    if (base !== undefined && (isAlpine(base) || standInBases.includes(base))) return undefined;
    return image
      .at("build", "args", "BASE_IMAGE")
      .refuse("an Alpine image", base ?? "no Dockerfile that says");
  },
});

/** `alpine` itself, or a tag that says so, such as `node:24-alpine3.22`. */
function isAlpine(reference: string): boolean {
  const [nameAndTag = ""] = reference.split("@");
  const [name, tag = ""] = nameAndTag.slice(nameAndTag.lastIndexOf("/") + 1).split(":");
  return name === "alpine" || /(^|-)alpine[\d.]*(-|$)/.test(tag);
}
