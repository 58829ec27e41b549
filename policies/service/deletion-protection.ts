import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const deletionProtection = resourceRule({
  id: "deletion-protection",
  title: "Deletion protection as declared",
  severity: "low",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["deletionProtection"],
  what: "Deletion protection is set, and as declared.",
  why: "The provider protects unless told otherwise, and a destroy then removes public access first and stops halfway.",
  fix: "services.<key>.deletionProtection",
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/cloudrunv2/service/",
  check(service, { deletionProtection: expected }) {
    const protection = service.at("deletionProtection");
    return protection.flag() === expected ? undefined : protection.refuse(String(expected));
  },
});
