import { type DescField, type FileRegistry, getOption } from "@bufbuild/protobuf";

/** google.api.FieldBehavior, the values that the API acts on. */
const REQUIRED = 2;
const OUTPUT_ONLY = 3;

/** What the .proto files say about fields: https://google.aip.dev/203. */
export interface FieldBehavior {
  isRequired(field: DescField): boolean;
  isOutputOnly(field: DescField): boolean;
}

export function fieldBehaviorOf(registry: FileRegistry): FieldBehavior {
  const extension = registry.getExtension("google.api.field_behavior");
  if (!extension) throw new Error("the descriptor set has no google.api.field_behavior");
  const known = new Map<DescField, readonly number[]>();
  const behaviorOf = (field: DescField): readonly number[] => {
    const behavior = known.get(field) ?? (getOption(field, extension) as unknown as number[]);
    known.set(field, behavior);
    return behavior;
  };
  return {
    isRequired: (field) => behaviorOf(field).includes(REQUIRED),
    isOutputOnly: (field) => behaviorOf(field).includes(OUTPUT_ONLY),
  };
}
