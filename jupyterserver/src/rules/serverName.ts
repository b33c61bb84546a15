/** A pod's label controller-revision-hash is `<name>-<hash of up to 10>`, and a label's value has at most 63 characters. */
export const maximumNameLength = 52;

/** A DNS label: every child has this name, and a Service's name must be one. */
export const namePattern = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$';
