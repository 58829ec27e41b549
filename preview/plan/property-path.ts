/** A step into a value: a key of a map, or an index of a list. */
export type PathStep = string | number;

/** `a.b[0]["x.y"]` → `["a", "b", 0, "x.y"]`, as the engine writes the paths of its diffs. */
export function parsePath(path: string): PathStep[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\.?([^.[\]]+)/g)].map(
    ([, quoted, index, key]) => {
      if (quoted !== undefined) return JSON.parse(`"${quoted}"`) as string;
      return index === undefined ? (key ?? "") : Number(index);
    },
  );
}

/** The other way round; keys that hold anything but letters, digits, `_`, `-` and `/` are quoted. */
export function formatPath(steps: readonly PathStep[]): string {
  return steps
    .map((step, position) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[\w/-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return position === 0 ? step : `.${step}`;
    })
    .join("");
}
