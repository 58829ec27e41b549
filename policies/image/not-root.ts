import { IMAGE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { finalStage } from "./dockerfile-stages.ts";

export const notRoot = resourceRule({
  id: "not-root",
  title: "Not run as root",
  severity: "high",
  level: "mandatory",
  types: [IMAGE],
  invariants: [],
  what: "The image's Dockerfile sets a user other than root.",
  why: "Whoever gets into a process of root's owns everything in the container, its secret files included.",
  fix: "USER in the Dockerfile that services.<key>.image.dockerfile names",
  source: "https://cloud.google.com/run/docs/tips/general",
  check(image, _invariants, resource) {
    const user = finalStage(resource)?.user;
    if (user !== undefined && !isRoot(user)) return undefined;
    return image.at("build", "dockerfile").refuse("USER with another user than root", found(user));
  },
});

/** Root by name or number; a variable counts as root, since nobody can tell. */
function isRoot(user: string): boolean {
  const [name = ""] = user.split(":");
  return name === "" || name === "root" || /^0+$/.test(name) || name.includes("$");
}

function found(user: string | undefined): string {
  return user === undefined ? "no USER, which means root" : `USER ${user}`;
}
