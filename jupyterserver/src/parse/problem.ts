/** What is wrong with one field of a JupyterServer. */
export interface Problem {
  /** Such as spec.routing.host or spec.patches[0].type */
  readonly path: string;
  readonly message: string;
}

/** The path as people write it: names with dots, indices and unusual names in brackets. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const name = String(step);
    if (!/^[A-Za-z_$][\w$-]*$/.test(name))
      return `${text}[${JSON.stringify(name)}]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}
