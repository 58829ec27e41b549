import { type DescEnum, ScalarType } from "@bufbuild/protobuf";
import type { Json } from "../../contract.ts";

/** A value in the JSON mapping's own form, or what Google says about it after `Invalid value at 'path' `. */
export type ScalarReading = { value: Json } | { fault: string };

const INTEGER_BITS: Partial<Record<ScalarType, { bits: bigint; signed: boolean }>> = {
  [ScalarType.INT32]: { bits: 32n, signed: true },
  [ScalarType.SINT32]: { bits: 32n, signed: true },
  [ScalarType.SFIXED32]: { bits: 32n, signed: true },
  [ScalarType.UINT32]: { bits: 32n, signed: false },
  [ScalarType.FIXED32]: { bits: 32n, signed: false },
  [ScalarType.INT64]: { bits: 64n, signed: true },
  [ScalarType.SINT64]: { bits: 64n, signed: true },
  [ScalarType.SFIXED64]: { bits: 64n, signed: true },
  [ScalarType.UINT64]: { bits: 64n, signed: false },
  [ScalarType.FIXED64]: { bits: 64n, signed: false },
};

/** Reads a scalar as proto3's JSON mapping does: numbers also as strings, bytes as base64. */
export function readScalar(type: ScalarType, json: Json): ScalarReading {
  const fault = { fault: `(TYPE_${ScalarType[type]}), ${describe(json)}` };
  const integer = INTEGER_BITS[type];
  if (integer) return isInteger(json, integer) ? { value: normalInteger(json, integer.bits) } : fault;
  switch (type) {
    case ScalarType.BOOL:
      return typeof json === "boolean"
        ? { value: json }
        : json === "true" || json === "false"
          ? { value: json === "true" }
          : fault;
    case ScalarType.STRING:
      return typeof json === "string" ? { value: json } : fault;
    case ScalarType.BYTES:
      return typeof json === "string" && /^[A-Za-z0-9+/_-]*={0,2}$/.test(json) ? { value: json } : fault;
    default:
      return typeof json === "number" ||
        (typeof json === "string" && json !== "" && !Number.isNaN(Number(json)))
        ? { value: Number(json) }
        : fault;
  }
}

/** Reads an enum by name or number (in a query that is text), strictly. */
export function readEnum(desc: DescEnum, json: Json): ScalarReading {
  const known = desc.values.find(({ name, number }) => name === json || `${number}` === `${json}`);
  return known
    ? { value: known.name }
    : { fault: `(type.googleapis.com/${desc.typeName}), ${describe(json)}` };
}

function isInteger(json: Json, { bits, signed }: { bits: bigint; signed: boolean }): json is number | string {
  const text = typeof json === "number" ? String(json) : json;
  if (typeof text !== "string" || !/^-?\d+$/.test(text)) return false;
  const value = BigInt(text);
  const [least, most] = signed ? [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n] : [0n, 2n ** bits - 1n];
  return value >= least && value <= most;
}

function normalInteger(json: number | string, bits: bigint): Json {
  return bits === 32n ? Number(json) : String(json);
}

function describe(json: Json): string {
  if (Array.isArray(json)) return "Starting a list on a scalar field";
  if (json !== null && typeof json === "object") return "Starting an object on a scalar field";
  return JSON.stringify(json);
}
