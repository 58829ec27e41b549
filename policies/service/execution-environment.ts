import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const executionEnvironment = resourceRule({
  id: "execution-environment",
  title: "The declared execution environment",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["executionEnvironment"],
  what: "Instances run in the declared generation of the sandbox.",
  why: "Left unset, Cloud Run picks one, and system calls, network and start-up differ between the two.",
  fix: "services.<key>.executionEnvironment",
  source: "https://cloud.google.com/run/docs/about-execution-environments",
  check(service, { executionEnvironment: expected }) {
    const environment = service.at("template", "executionEnvironment");
    return environment.text() === expected ? undefined : environment.refuse(expected);
  },
});
