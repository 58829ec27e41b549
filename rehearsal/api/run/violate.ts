/** Adds a fault at a field of the service, such as `template.timeout`. */
export type Violate = (field: string, description: string) => void;
