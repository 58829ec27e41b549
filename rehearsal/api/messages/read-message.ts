import { type DescField, type DescMessage, type FileRegistry, fromJson } from "@bufbuild/protobuf";
import type { Json } from "../../contract.ts";
import type { FieldViolation } from "../google-error.ts";
import type { FieldBehavior } from "./field-behavior.ts";
import { readEnum, readScalar } from "./read-scalar.ts";

export type JsonObject = { [key: string]: Json };

/**
 * Reads the JSON of one request as a message: names become camelCase, fields that are OUTPUT_ONLY are left out, as Google
 * ignores them (https://google.aip.dev/203). Unknown names, wrong types and unknown enum values are collected in
 * `violations`, all at once and in the words of Google's own front end.
 */
export class MessageReader {
  readonly violations: FieldViolation[] = [];
  readonly #registry: FileRegistry;
  readonly #behavior: FieldBehavior;

  constructor(registry: FileRegistry, behavior: FieldBehavior) {
    this.#registry = registry;
    this.#behavior = behavior;
  }

  /** @param path where the message stands in the request, in proto names; empty for the request itself */
  read(desc: DescMessage, json: Json, path: string): JsonObject {
    const message: JsonObject = {};
    if (!isObject(json)) {
      this.#refuse(path, `(type.googleapis.com/${desc.typeName}), ${JSON.stringify(json)}`);
      return message;
    }
    for (const [key, value] of Object.entries(json)) {
      const field = desc.fields.find(({ name, jsonName }) => name === key || jsonName === key);
      if (!field) this.#unknownName(key, path, "Cannot find field.");
      else if (value !== null && !this.#behavior.isOutputOnly(field))
        this.#readField(message, field, value, path);
    }
    return message;
  }

  #readField(message: JsonObject, field: DescField, value: Json, path: string): void {
    const at = path === "" ? field.name : `${path}.${field.name}`;
    const rival = field.oneof?.fields.find(
      (other) => other !== field && message[other.jsonName] !== undefined,
    );
    if (field.fieldKind !== "list" && Array.isArray(value) && !isWellKnown(field.message)) {
      this.#unknownName(field.jsonName, path, "Proto field is not repeating, cannot start list.");
    } else if (rival) {
      const taken = `oneof field '${field.oneof?.name}' is already set. Cannot set '${field.jsonName}'`;
      this.#refuse(path, `(oneof), ${taken}`);
    } else {
      const read = this.#readFieldValue(field, value, at);
      if (read !== undefined) message[field.jsonName] = read;
    }
  }

  #readFieldValue(field: DescField, value: Json, at: string): Json | undefined {
    if (field.fieldKind === "list") {
      const items = Array.isArray(value) ? value : [value];
      return items.map((item, index) => this.#readSingle(field, item, `${at}[${index}]`) ?? null);
    }
    if (field.fieldKind !== "map") return this.#readSingle(field, value, at);
    if (!isObject(value)) return this.#refuse(at, `(Map), ${JSON.stringify(value)}`);
    const entries = Object.entries(value).map(([key, item]): [string, Json] => [
      key,
      this.#readSingle(field, item, `${at}[${key}]`) ?? null,
    ]);
    return Object.fromEntries(entries);
  }

  #readSingle(field: DescField, value: Json, at: string): Json | undefined {
    if (isWellKnown(field.message)) return this.#readWellKnown(field.message, value, at);
    if (field.message) return this.read(field.message, value, at);
    const reading = field.enum ? readEnum(field.enum, value) : readScalar(field.scalar ?? 0, value);
    return "value" in reading ? reading.value : this.#refuse(at, reading.fault);
  }

  #readWellKnown(desc: DescMessage, value: Json, at: string): Json | undefined {
    try {
      const json = desc.typeName === "google.protobuf.FieldMask" ? camelCaseMask(value) : value;
      fromJson(desc, json, { registry: this.#registry });
      return json;
    } catch {
      return this.#refuse(at, `(type.googleapis.com/${desc.typeName}), ${JSON.stringify(value)}`);
    }
  }

  #refuse(field: string, fault: string): undefined {
    this.violations.push({ field, description: `Invalid value at '${field}' ${fault}` });
  }

  #unknownName(key: string, path: string, reason: string): void {
    const place = path === "" ? "" : ` at '${path}'`;
    const description = `Invalid JSON payload received. Unknown name "${key}"${place}: ${reason}`;
    this.violations.push({ field: path, description });
  }
}

function isObject(json: Json): json is JsonObject {
  return json !== null && typeof json === "object" && !Array.isArray(json);
}

function isWellKnown(desc: DescMessage | undefined): desc is DescMessage {
  return desc?.typeName.startsWith("google.protobuf.") ?? false;
}

/** Google takes masks in proto names, too. */
function camelCaseMask(mask: Json): Json {
  return typeof mask === "string"
    ? mask.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    : mask;
}
