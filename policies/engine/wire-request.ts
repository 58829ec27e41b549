import jspb from "google-protobuf";

/** A resource as the engine sends it; of its properties only those asked for are decoded. */
export interface WireResource {
  type: string;
  urn: string;
  name: string;
  properties(): Record<string, unknown>;
}

/**
 * Reads an AnalyzeRequest or an AnalyzerResource, which agree in what is read here. The generated classes decode properties,
 * options and provider of every resource; rules look at one in two, and at its properties only.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.256.0/proto/pulumi/analyzer.proto
 */
export function readResource(bytes: Uint8Array): WireResource {
  const texts = { type: "", urn: "", name: "" };
  let properties: Uint8Array | undefined;
  eachField(bytes, (field, reader) => {
    if (field === 1) texts.type = reader.readString();
    else if (field === 2) properties = reader.readBytes();
    else if (field === 3) texts.urn = reader.readString();
    else if (field === 4) texts.name = reader.readString();
    else reader.skipField();
  });
  return { ...texts, properties: () => (properties ? readStruct(properties) : {}) };
}

/** Reads an AnalyzeStackRequest. */
export function readResources(bytes: Uint8Array): WireResource[] {
  const resources: WireResource[] = [];
  eachField(bytes, (field, reader) => {
    if (field === 1) resources.push(readResource(reader.readBytes()));
    else reader.skipField();
  });
  return resources;
}

/** https://protobuf.dev/reference/protobuf/google.protobuf/#struct */
function readStruct(bytes: Uint8Array): Record<string, unknown> {
  const struct: Record<string, unknown> = {};
  eachField(bytes, (field, reader) => {
    if (field === 1) readEntry(reader.readBytes(), struct);
    else reader.skipField();
  });
  return struct;
}

function readEntry(bytes: Uint8Array, struct: Record<string, unknown>): void {
  let key = "";
  let value: unknown = null;
  eachField(bytes, (field, reader) => {
    if (field === 1) key = reader.readString();
    else if (field === 2) value = readValue(reader.readBytes());
    else reader.skipField();
  });
  struct[key] = value;
}

function readValue(bytes: Uint8Array): unknown {
  let value: unknown = null;
  eachField(bytes, (field, reader) => {
    if (field === 2) value = reader.readDouble();
    else if (field === 3) value = reader.readString();
    else if (field === 4) value = reader.readBool();
    else if (field === 5) value = readStruct(reader.readBytes());
    else if (field === 6) value = readList(reader.readBytes());
    else reader.skipField();
  });
  return value;
}

function readList(bytes: Uint8Array): unknown[] {
  const list: unknown[] = [];
  eachField(bytes, (field, reader) => {
    if (field === 1) list.push(readValue(reader.readBytes()));
    else reader.skipField();
  });
  return list;
}

function eachField(bytes: Uint8Array, read: (field: number, reader: jspb.BinaryReader) => void): void {
  const reader = new jspb.BinaryReader(bytes);
  while (reader.nextField()) read(reader.getFieldNumber(), reader);
}
