import { type DescField, type DescMessage, type FileRegistry, fromJson, toJson } from "@bufbuild/protobuf";
import type { Json } from "../../contract.ts";
import { type FieldViolation, invalidArgument } from "../google-error.ts";
import type { Route } from "../routes/route-table.ts";
import { bindField } from "./bind-fields.ts";
import { unknownMaskPaths } from "./check-update-mask.ts";
import type { FieldBehavior } from "./field-behavior.ts";
import { type JsonObject, MessageReader } from "./read-message.ts";
import { isSystemParameter } from "./system-parameters.ts";

/**
 * Puts a request's message together from its body, path and query, as google/api/http.proto says.
 * Throws INVALID_ARGUMENT with everything that is wrong with it.
 */
export function readRequest(
  { registry, behavior }: { registry: FileRegistry; behavior: FieldBehavior },
  { method, body, bound }: Route,
  query: URLSearchParams,
  payload: Buffer,
): JsonObject {
  const parsed = parsePayload(payload);
  const raw =
    body === undefined || parsed === undefined ? {} : body === "*" ? asMessage(parsed) : { [body]: parsed };
  const unbound = [...new Set(query.keys())]
    .filter((name) => !isSystemParameter(name))
    .filter((name) => !bindField(method.input, raw, name, query.getAll(name)));
  for (const [path, value] of Object.entries(bound)) bindField(method.input, raw, path, [value]);

  const reader = new MessageReader(registry, behavior);
  const request = reader.read(method.input, raw, "");
  const violations = [
    ...unbound.map(unknownParameter),
    ...reader.violations,
    ...missingFields(method.input, request, behavior),
    ...unknownMaskPaths(method.input, request),
  ];
  if (violations.length > 0) throw invalidArgument(violations);
  return canonical(method.input, request, registry);
}

/** Without fields at their default, so that absent and empty are the same to handlers, as they are in proto3. */
function canonical(desc: DescMessage, request: JsonObject, registry: FileRegistry): JsonObject {
  return toJson(desc, fromJson(desc, request, { registry }), { registry }) as JsonObject;
}

function parsePayload(payload: Buffer): Json | undefined {
  if (payload.length === 0) return undefined;
  try {
    return JSON.parse(payload.toString("utf8")) as Json;
  } catch {
    throw invalidArgument([{ field: "", description: "Invalid JSON payload received. Unexpected token." }]);
  }
}

function asMessage(json: Json): JsonObject {
  if (json !== null && typeof json === "object" && !Array.isArray(json)) return json;
  const description = 'Invalid JSON payload received. Unknown name "": Root element must be a message.';
  throw invalidArgument([{ field: "", description }]);
}

function unknownParameter(name: string): FieldViolation {
  const reason = `Cannot bind query parameter. Field '${name}' could not be found in request message.`;
  return { field: "", description: `Invalid JSON payload received. Unknown name "${name}": ${reason}` };
}

function missingFields(desc: DescMessage, request: JsonObject, behavior: FieldBehavior): FieldViolation[] {
  return desc.fields
    .filter((field) => behavior.isRequired(field) && !defaultsToValue(field))
    .filter(({ jsonName }) => request[jsonName] === undefined || request[jsonName] === "")
    .map(({ name }) => ({ field: name, description: `Required field ${name} is not set.` }));
}

/** Whether leaving an enum out chooses a value of it, as in Cloud Monitoring's `view`: required or not, it is then set. */
function defaultsToValue(field: DescField): boolean {
  return field.fieldKind === "enum" && !field.enum.values[0]?.name.endsWith("_UNSPECIFIED");
}
