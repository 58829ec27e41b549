import { createFileRegistry, type FileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { compileDescriptors } from "./compile-descriptors.ts";

/** All messages, enums and methods of the emulated APIs, from the descriptor set cached at `path`. */
export function loadRegistry(path: string): FileRegistry {
  return createFileRegistry(fromBinary(FileDescriptorSetSchema, compileDescriptors(path)));
}
