import { containersOf } from "../resource/containers.ts";
import { IMAGE, SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const allowedRegistry = resourceRule({
  id: "allowed-registry",
  title: "Images from staging's registry",
  severity: "high",
  level: "mandatory",
  types: [SERVICE, IMAGE],
  invariants: ["registries", "projects"],
  what: "Images are pushed to and run from an allowed registry, in one of staging's projects.",
  why: "What others can push to runs with staging's secrets; and Container Registry, where it once lay, is shut down.",
  fix: "repository.registry",
  source: "https://cloud.google.com/artifact-registry/docs/docker/names",
  subjects: (props) =>
    props.at("template").isAbsent()
      ? [props.at("imageName")]
      : containersOf(props).map((container) => container.at("image")),
  check(image, { registries, projects }) {
    const [registry = "", project = "", ...rest] = (image.text() ?? "").split("/");
    if (registries.includes(registry) && projects.includes(project) && rest.length > 0) return undefined;
    return image.refuse(`an image of ${registries.join(" or ")}, in ${projects.join(" or ")}`);
  },
});
