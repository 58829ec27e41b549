import { createFileRegistry, type FileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { compileDescriptors } from "./compile-descriptors.ts";

/** A registry never changes, and reading one takes most of the API's start: a process reads it once. */
const loaded = new Map<string, FileRegistry>();

/** All messages, enums and methods of the emulated APIs, from the descriptor set cached at `path`. */
export function loadRegistry(path: string): FileRegistry {
  const registry =
    loaded.get(path) ?? createFileRegistry(fromBinary(FileDescriptorSetSchema, compileDescriptors(path)));
  loaded.set(path, registry);
  return registry;
}
