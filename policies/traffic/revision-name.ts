import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const revisionName = resourceRule({
  id: "revision-name",
  title: "A revision named after its content",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "The revision's name is the service's with a hash of the template.",
  why: "Under a name that Cloud Run makes up, the same settings make a new revision each time, and a rollback finds none.",
  fix: "services.<key> (the stack makes the name from the whole template)",
  source: "https://cloud.google.com/run/docs/managing/revisions",
  check(service) {
    const revision = service.at("template", "revision");
    const name = service.at("name").text() ?? "";
    const given = revision.text() ?? "";
    const hash = given.startsWith(`${name}-`) ? given.slice(name.length + 1) : "";
    return /^[0-9a-f]{10}$/.test(hash) ? undefined : revision.refuse(`${name}-<10 hex digits>`);
  },
});
