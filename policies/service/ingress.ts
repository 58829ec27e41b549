import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const ingress = resourceRule({
  id: "ingress",
  title: "Ingress as declared",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["ingress"],
  what: "The networks that reach the service are named, and among those allowed.",
  why: "Ingress decides who can send a request at all, before any check of identity.",
  fix: "services.<key>.ingress",
  source: "https://cloud.google.com/run/docs/securing/ingress",
  check(service, { ingress: allowed }) {
    const ingress = service.at("ingress");
    const value = ingress.text();
    return value !== undefined && allowed.includes(value) ? undefined : ingress.refuse(allowed.join(" or "));
  },
});
