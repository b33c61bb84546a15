/** JSON with sorted keys and without undefined members: equal values give equal text, whatever order they were built in. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map(entry => canonicalJson(entry ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members: { readonly [key: string]: unknown } = { ...value };
    let text = '';
    for (const key of Object.keys(members).sort()) {
      const member = members[key];
      if (member === undefined) continue;
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(
        member,
      )}`;
    }
    return `{${text}}`;
  }
  return JSON.stringify(value ?? null);
}
