/** What Go's `strconv.ParseInt(text, 0, 64)` takes for a whole number. */
const wholeNumberExpression =
  /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const fractionExpression =
  /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** Largest magnitude by sign: int64, or uint64 without one. */
const limits: Readonly<Record<string, bigint>> = {
  '-': 2n ** 63n,
  '+': 2n ** 63n - 1n,
  '': 2n ** 64n - 1n,
};

/** Behind a point an underscore must stand between two digits, else anywhere. */
function withoutUnderscores(text: string): string {
  return /^[-+0-9]/.test(text)
    ? text.replaceAll('_', '')
    : text.replace(/(?<=[0-9])_(?=[0-9])/g, '');
}

function parseWholeNumber(text: string): bigint | undefined {
  const match = wholeNumberExpression.exec(text);
  if (!match) return undefined;
  const [, sign, hexadecimal, binary, octal, decimal] = match;
  const magnitude = BigInt(
    (hexadecimal && `0x${hexadecimal}`) ??
      (binary && `0b${binary}`) ??
      (octal && `0o${octal}`) ??
      decimal,
  );
  const limit = limits[sign];
  if (magnitude > limit) return undefined;
  return sign === '-' ? -magnitude : magnitude;
}

/** The whole number that a YAML scalar is for kubectl; undefined for anything else. */
export function goWholeNumber(text: string): number | undefined {
  const whole = parseWholeNumber(withoutUnderscores(text));
  return whole === undefined ? undefined : Number(whole);
}

/**
 * The number that a plain YAML scalar is for kubectl and the API server (go.yaml.in/yaml/v2, `resolve.go`): decimal,
 * hexadecimal, binary, octal as in YAML 1.1 (0644) and 1.2 (0o644), with underscores between the digits. Undefined for a text; a number beyond the range of a float is one too.
 */
export function goNumber(text: string): number | undefined {
  const whole = goWholeNumber(text);
  if (whole !== undefined) return whole;
  const plain = withoutUnderscores(text);
  if (!fractionExpression.test(plain)) return undefined;
  const number = Number(plain);
  return Number.isFinite(number) ? number : undefined;
}
