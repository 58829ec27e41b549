import { NONCE_LABEL } from "../../revisions/nonce-label.ts";
import type { FieldViolation } from "../google-error.ts";
import type { ServiceInput } from "./service-defaults.ts";
import { containerViolations } from "./validate-container.ts";
import { templateViolations } from "./validate-template.ts";
import { trafficViolations } from "./validate-traffic.ts";
import type { Violate } from "./violate.ts";

/** Namespaces that the v2 API keeps for itself: https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services */
const RESERVED_NAMESPACES = [
  "run.googleapis.com",
  "cloud.googleapis.com",
  "serving.knative.dev",
  "autoscaling.knative.dev",
];
const LONGEST_DESCRIPTION = 512;

/** Everything that is wrong with a service (defaults filled in), by field below `service`. */
export function serviceViolations(service: ServiceInput, serviceId: string): FieldViolation[] {
  const violations: FieldViolation[] = [];
  const violate: Violate = (field, description) =>
    void violations.push({ field: `service.${field}`, description });
  if ((service.description ?? "").length > LONGEST_DESCRIPTION) {
    violate("description", `description must have at most ${LONGEST_DESCRIPTION} characters.`);
  }
  metadataViolations("labels", service.labels, violate);
  metadataViolations("annotations", service.annotations, violate);
  metadataViolations("template.labels", service.template.labels, violate);
  metadataViolations("template.annotations", service.template.annotations, violate);
  templateViolations(service.template, serviceId, violate);
  for (const [index, container] of (service.template.containers ?? []).entries()) {
    containerViolations(container, service.template, `template.containers[${index}]`, violate);
  }
  trafficViolations(service.traffic ?? [], violate);
  return violations;
}

function metadataViolations(field: string, metadata: Record<string, string> = {}, violate: Violate): void {
  for (const [key, value] of Object.entries(metadata)) {
    const namespace = RESERVED_NAMESPACES.find((reserved) => key.includes(reserved));
    if (field === "template.labels" && key === NONCE_LABEL) continue;
    if (namespace) violate(field, `${field} with the namespace ${namespace} are not supported: ${key}`);
    if (field.endsWith("labels")) labelViolations(field, key, value, violate);
  }
}

/** https://cloud.google.com/run/docs/configuring/labels */
function labelViolations(field: string, key: string, value: string, violate: Violate): void {
  if (!/^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u.test(key)) {
    violate(
      field,
      `Label keys must start with a lowercase letter and contain only lowercase letters, numeric characters, underscores, and dashes, at most 63: "${key}"`,
    );
  }
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(value)) {
    violate(
      field,
      `Label values can only contain lowercase letters, numeric characters, underscores, and dashes, at most 63: "${value}" of "${key}"`,
    );
  }
}
